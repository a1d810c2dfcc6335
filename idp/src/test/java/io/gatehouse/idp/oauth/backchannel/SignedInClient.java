// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;

/** A client of those that are told, with the tokens of a person. */
record SignedInClient(String client, String code, HttpAnswer tokens) {

    static SignedInClient of(String client, Browser browser, Person person) {
        String code = Flow.code(browser, person, Flow.request(client, Clients.CLI_REDIRECT));
        return new SignedInClient(client, code, Flow.granted(exchange(client, code)));
    }

    private static HttpAnswer exchange(String client, String code) {
        return Flow.exchange(code).with("client_id", client).post(Flow.TOKEN);
    }

    /** Uses the code once more. */
    void redeemAgain() {
        Flow.refused(exchange(client, code), 400, "invalid_grant");
    }

    HttpAnswer refresh(HttpAnswer tokens) {
        return Form.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        client,
                        "refresh_token",
                        tokens.field("refresh_token"))
                .post(Flow.TOKEN);
    }

    void revoke() {
        Form.of("client_id", client, "token", tokens.field("refresh_token")).post("/oauth2/revoke");
    }

    String session() {
        return String.valueOf(Flow.claims(tokens, "access_token").getClaim("sid"));
    }
}

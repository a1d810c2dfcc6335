// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.Target;
import java.net.URI;

/**
 * What a person gets by signing in with the client of the terminal.
 *
 * @param value the ID token
 * @param accessToken that came with it
 */
public record IdToken(String value, String accessToken) {

    /** Signs somebody in as a person does, on the page. */
    public static IdToken of(Account account, Target target) {
        AuthorizationRequest request = AuthorizationRequest.of(RegisteredClient.cli());
        try (Browser browser = new Browser(target);
                Client client = target.client()) {
            URI callback = browser.signIn(request.at(target), account);
            String exchange = Form.encode(request.exchange(Form.query(callback).get("code")));
            JsonNode tokens =
                    client.setUp(Call.post("/oauth2/token").text(Form.TYPE, exchange))
                            .expect(200)
                            .json();
            return new IdToken(
                    tokens.path("id_token").asText(), tokens.path("access_token").asText());
        }
    }

    /** Omits both: who has them is signed in. */
    @Override
    public String toString() {
        return "IdToken[]";
    }
}

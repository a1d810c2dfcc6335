// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session with the scope {@code offline_access}: what it outlives, and what ends it. */
@ExtendWith(IdpServer.class)
class OfflineAccessIT {
    private static final Form REQUEST = Flow.stranger().with("scope", "openid offline_access");

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void consentWhenAskedForThenSaysWhatItMeans() {
        assertThat(browser.question(person, REQUEST).text())
                .contains(
                        "<li>leave to go on until you withdraw it, even when you have signed out</li>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"signed out", "another person"})
    void refreshWhenTheBrowsersSessionEndsThenThatWithOfflineAccessGoesOn(String how) {
        var offline = Flow.strangersTokens(browser, person, REQUEST);
        var online =
                Flow.strangersTokens(
                        browser, person, REQUEST.with("scope", "openid", "prompt", "consent"));
        assertThat(offline.field("scope")).isEqualTo("openid offline_access");

        if (how.equals("signed out")) {
            browser.submit(browser.get("/oauth2/logout"));
        } else {
            browser.signIn(Person.register(), Flow.cli().with("prompt", "login"));
        }

        Flow.refused(refresh(online), 400, "invalid_grant");
        Flow.granted(refresh(offline));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"revoked", "withdrawn", "password changed", "disabled", "by its ID token"})
    void refreshWhenTheSessionItselfWasEndedThenInvalidGrant(String how) {
        var tokens = Flow.strangersTokens(browser, person, REQUEST);
        switch (how) {
            case "revoked" ->
                    Form.of("client_id", Clients.STRANGER, "token", tokens.field("refresh_token"))
                            .post("/oauth2/revoke");
            case "withdrawn" ->
                    person.gate().send("DELETE", "/accounts/consents/" + Clients.STRANGER);
            case "password changed" ->
                    person.gate()
                            .put(
                                    "/accounts/me/password",
                                    """
                                    {"currentPassword": "%s", "newPassword": "an entirely new one"}
                                    """
                                            .formatted(person.password()));
            case "disabled" ->
                    Gate.admin()
                            .put(
                                    "/admin/users/" + person.id() + "/enabled",
                                    "{\"enabled\": false}");
            default -> browser.get("/oauth2/logout?id_token_hint=" + tokens.field("id_token"));
        }

        Flow.refused(refresh(tokens), 400, "invalid_grant");
    }

    @Test
    void exchangeWhenSignedOutBeforeThenInvalidGrant() {
        String code = Browser.parameters(browser.allow(person, REQUEST)).get("code");
        browser.submit(browser.get("/oauth2/logout"));

        Flow.refused(Flow.strangers(code).post(Flow.TOKEN), 400, "invalid_grant");
    }

    @Test
    void scopeWhenTheClientMayNotHaveItThenLeftOut() {
        Form request = Flow.cli().with("scope", "openid offline_access");

        var tokens =
                Flow.granted(Flow.exchange(Flow.code(browser, person, request)).post(Flow.TOKEN));

        assertThat(tokens.field("scope")).isEqualTo("openid");
        browser.submit(browser.get("/oauth2/logout"));
        Flow.refused(Flow.refresh(tokens.field("refresh_token")), 400, "invalid_grant");
    }

    private static HttpAnswer refresh(HttpAnswer tokens) {
        return Form.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        Clients.STRANGER,
                        "refresh_token",
                        tokens.field("refresh_token"))
                .post(Flow.TOKEN);
    }
}

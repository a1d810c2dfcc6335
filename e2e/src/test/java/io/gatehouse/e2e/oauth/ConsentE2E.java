// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Revocation;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A person registers on the way to a client, allows it something, and withdraws that. */
@EndToEnd
@Order(5)
class ConsentE2E {
    private final Target target;
    private final Client client;
    private final Browser browser;
    private final AuthorizationRequest request = AuthorizationRequest.of(RegisteredClient.cli());

    ConsentE2E(Target target) {
        this.target = target;
        this.client = target.client();
        this.browser = new Browser(target);
    }

    @AfterEach
    void close() {
        browser.close();
        client.close();
    }

    @Test
    void consentWhenAllowedThenATokenThatAWithdrawalEndsAtOnce() {
        Account account = target.accounts().register();
        AuthorizationRequest asking = request.with("prompt", "consent");
        Arrival.Page page = browser.signIn(browser.open(asking.at(target)).page(), account).page();
        assertThat(page.text("account")).isEqualTo(account.username());
        assertThat(page.text("origin")).startsWith("http://127.0.0.1:");

        String accessToken = accessToken(asking, browser.press(page, "allow").elsewhere());
        client.send(Call.get("/accounts/me").bearer(accessToken)).expect(200);
        Session session = target.accounts().login(account);
        session.send(Call.get("/accounts/consents")).expect(200);
        session.send(Call.delete("/accounts/consents/" + asking.parameter("client_id")))
                .expect(204);

        Revocation.awaitRefused(client, accessToken);
        session.send(Call.get("/accounts/me")).expect(200);
    }

    @Test
    void consentWhenDeniedThenTheClientIsTold() {
        Account account = target.accounts().register();
        URI asking = request.with("prompt", "consent").at(target);
        Arrival.Page page = browser.signIn(browser.open(asking).page(), account).page();

        URI callback = browser.press(page, "deny").elsewhere();

        assertThat(Form.query(callback))
                .containsEntry("error", "access_denied")
                .containsEntry("state", request.parameter("state"))
                .doesNotContainKey("code");
    }

    @Test
    void signUpWhenSomebodyHasNoAccountThenOneIsMadeOnTheWayToTheClient() {
        Account account = target.accounts().imagine();
        Arrival.Page signIn = browser.open(request.at(target)).page();
        URI link = URI.create(signIn.document().expectFirst("a#sign-up").absUrl("href"));

        Arrival.Page refused = submit(browser.open(link).page(), account, "short").page();
        URI callback = submit(refused, account, account.password()).elsewhere();

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("password-error")).isEqualTo("This password is too short.");
        JsonNode me =
                client.send(Call.get("/accounts/me").bearer(accessToken(request, callback)))
                        .expect(200)
                        .json();
        assertThat(me.path("username").asText()).isEqualTo(account.username());
    }

    private Arrival submit(Arrival.Page page, Account account, String password) {
        return browser.submit(
                page,
                "sign-up",
                Map.of(
                        "username", account.username(),
                        "email", account.email(),
                        "password", password));
    }

    private String accessToken(AuthorizationRequest asked, URI callback) {
        Map<String, String> exchange = asked.exchange(Form.query(callback).get("code"));
        return client.unchecked(Call.post("/oauth2/token").text(Form.TYPE, Form.encode(exchange)))
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }
}

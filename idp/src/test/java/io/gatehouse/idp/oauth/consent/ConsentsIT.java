// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.consent;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Device;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of their consents, and what a withdrawal ends. */
@ExtendWith(IdpServer.class)
class ConsentsIT {
    private static final String CONSENTS = "/accounts/consents";
    private static final String STRANGER = CONSENTS + "/" + Clients.STRANGER;

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void listWhenSomethingWasAllowedThenNamesClientAndScopes() {
        new Browser().allow(Person.register(), Flow.stranger());
        browser.allow(person, Flow.stranger().with("scope", "openid profile"));
        browser.allow(person, Flow.stranger().with("scope", "stock openid"));

        var list = person.gate().get(CONSENTS);

        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.json().path("items")).hasSize(1);
        assertThat(list.json().has("next")).isFalse();
        var consent = list.json().path("items").path(0);
        assertThat(consent.path("clientId").asText()).isEqualTo("stranger");
        assertThat(consent.path("clientName").asText()).isEqualTo("Stranger & Sons");
        assertThat(consent.path("scopes").toString())
                .isEqualTo("[\"openid\",\"profile\",\"stock\"]");
        assertThat(Instant.parse(consent.path("grantedAt").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void listWhenThereAreMoreThanAPageThenTheNextFollows() {
        browser.allow(person, Flow.stranger());
        Rows.update(
                "INSERT INTO consents (id, account_id, client_id, scope, granted_at)"
                        + " VALUES (?, ?, 'web', 'openid', now() - INTERVAL '1 hour')",
                UUID.randomUUID(),
                person.id());

        var first = person.gate().get(CONSENTS + "?limit=1");
        var second = person.gate().get(CONSENTS + "?limit=1&after=" + first.field("next"));

        assertThat(first.json().at("/items/0/clientId").asText()).isEqualTo("stranger");
        assertThat(second.json().at("/items/0/clientId").asText()).isEqualTo("web");
        assertThat(second.json().has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=101", "?limit=1&limit=2", "?after=x"})
    void listWhenTheQueryIsWrongThenAProblem(String query) {
        var answer = person.gate().get(CONSENTS + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
    }

    @Test
    void consentsWhenNobodyIsSignedInThenAProblem() {
        assertThat(Gate.anonymous().get(CONSENTS).status()).isEqualTo(401);
        assertThat(Gate.anonymous().send("DELETE", STRANGER).status()).isEqualTo(401);
    }

    @Test
    void withdrawWhenAllowedThenItsSessionsEndAndTheNextSignInAsks() {
        var login = person.login();
        var tokens = Flow.strangersTokens(browser, person, Flow.stranger());
        var others = Flow.tokens(browser, person);
        var somebody = Person.register();
        var theirs = Flow.strangersTokens(new Browser(), somebody, Flow.stranger());

        var answer = person.gate().send("DELETE", STRANGER);

        assertThat(answer.status()).isEqualTo(204);
        Flow.refused(refresh(tokens), 400, "invalid_grant");
        assertThat(denials(tokens)).isOne();
        assertThat(person.gate().get(CONSENTS).json().path("items")).isEmpty();
        assertThat(location(browser.signIn(person, Flow.stranger())))
                .startsWith("/oauth2/consent?");
        Flow.granted(Flow.refresh(others.field("refresh_token")));
        Flow.granted(refresh(theirs));
        assertThat(denials(theirs)).isZero();
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void withdrawWhenSentAgainThenTheSameAnswerAndNoOtherDenial() {
        var tokens = Flow.strangersTokens(browser, person, Flow.stranger());
        person.gate().send("DELETE", STRANGER);

        assertThat(person.gate().send("DELETE", STRANGER).status()).isEqualTo(204);
        assertThat(denials(tokens)).isOne();
    }

    @Test
    void withdrawWhenTheOperatorsClientThenItsSessionsEnd() {
        var tokens = Flow.tokens(browser, person);

        assertThat(person.gate().send("DELETE", CONSENTS + "/cli").status()).isEqualTo(204);
        Flow.refused(Flow.refresh(tokens.field("refresh_token")), 400, "invalid_grant");
        assertThat(parameters(browser.signIn(person, Flow.cli()))).containsKey("code");
    }

    @Test
    void withdrawWhenTheClientIsUnknownThenTheSameAnswer() {
        assertThat(person.gate().send("DELETE", CONSENTS + "/nobody").status()).isEqualTo(204);
    }

    /** The sign-in of Gatehouse itself ends by signing out, and no account is a client. */
    @ParameterizedTest
    @ValueSource(strings = {"gatehouse", "0f8fad5b-d9cb-469f-a165-70867728950e", "a%20b"})
    void withdrawWhenItIsNoIdOfAClientThenNotFound(String client) {
        var login = person.login();

        var answer = person.gate().send("DELETE", CONSENTS + "/" + client);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(200);
    }

    /** A code from before the withdrawal would undo it. */
    @Test
    void exchangeWhenWithdrawnMeanwhileThenInvalidGrant() {
        String code = parameters(browser.allow(person, Flow.stranger())).get("code");
        person.gate().send("DELETE", STRANGER);

        Flow.refused(Flow.strangers(code).post(Flow.TOKEN), 400, "invalid_grant");
    }

    @Test
    void pollWhenWithdrawnMeanwhileThenInvalidGrant() {
        var begun =
                Form.of("client_id", Clients.STRANGER, "scope", "openid")
                        .post(Device.AUTHORIZATION);
        Device.decide(browser, person, begun, "allow");
        person.gate().send("DELETE", STRANGER);

        var answer = Device.poll(begun).with("client_id", Clients.STRANGER).post(Flow.TOKEN);

        Flow.refused(answer, 400, "invalid_grant");
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

    private static long denials(HttpAnswer tokens) {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?",
                String.valueOf(Flow.claims(tokens, "access_token").getClaim("sid")));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.userinfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The UserInfo endpoint (OpenID Connect Core 1.0 section 5.3, RFC 6750). */
@ExtendWith(IdpServer.class)
class UserInfoIT {
    private static final String USERINFO = "/oauth2/userinfo";

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void userinfoWhenAskedThenTheClaimsOfThePerson(String method) {
        String token = Flow.tokens(browser, person).field("access_token");

        var answer = gate("Bearer " + token).send(method, USERINFO);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(answer.field("sub")).isEqualTo(person.id().toString());
        assertThat(answer.field("preferred_username")).isEqualTo(person.username());
        assertThat(answer.field("email")).isEqualTo(person.email());
        assertThat(answer.json().path("email_verified").asBoolean(true)).isFalse();
        assertThat(answer.json().at("/roles/0").asText()).isEqualTo("customer");
    }

    @ParameterizedTest
    @CsvSource({
        "openid, false, false",
        "openid profile, true, false",
        "openid email, false, true",
    })
    void userinfoWhenTheScopeIsSmallThenOnlyWhatItGives(
            String scope, boolean profile, boolean email) {
        String code = Flow.code(browser, person, Flow.cli().with("scope", scope));
        String token = Flow.exchange(code).post(Flow.TOKEN).field("access_token");

        var claims = gate("Bearer " + token).get(USERINFO).json();

        assertThat(claims.has("preferred_username")).isEqualTo(profile);
        assertThat(claims.has("email")).isEqualTo(email);
    }

    @Test
    void userinfoWhenTheTokenIsOfTheSignInOfGatehouseThenTheSame() {
        var answer = gate("Bearer " + person.login().field("access_token")).get(USERINFO);

        assertThat(answer.field("sub")).isEqualTo(person.id().toString());
    }

    @Test
    void userinfoWhenThereIsNoTokenThenAChallengeWithoutAnError() {
        var answer = Gate.anonymous().get(USERINFO);

        Flow.refused(answer, 401, "invalid_token");
        assertThat(answer.header("www-authenticate")).hasValue("Bearer realm=\"gatehouse\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer a b", "a", "Bearer a,b"})
    void userinfoWhenTheHeaderIsNoBearerTokenThenInvalidRequest(String header) {
        Flow.refused(gate(header).get(USERINFO), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "bnVsbA.e30.AAAA",
                "changed",
                "an ID token",
                "a refresh token",
                "of a client for itself",
                "of a session that is over",
                "of an account that is disabled",
                "of an account whose roles changed"
            })
    void userinfoWhenTheTokenDoesNotCountThenInvalidToken(String kind) {
        var answer = gate("Bearer " + token(kind)).get(USERINFO);

        Flow.refused(answer, 401, "invalid_token");
        assertThat(answer.header("www-authenticate").orElseThrow())
                .startsWith("Bearer realm=\"gatehouse\", error=\"invalid_token\"");
    }

    @Test
    void userinfoWhenOpenidWasNotGrantedThenInsufficientScope() {
        String code = Flow.code(browser, person, Flow.cli().with("scope", "profile"));
        String token = Flow.exchange(code).post(Flow.TOKEN).field("access_token");

        var answer = gate("Bearer " + token).get(USERINFO);

        Flow.refused(answer, 403, "insufficient_scope");
        assertThat(answer.header("www-authenticate").orElseThrow())
                .contains("error=\"insufficient_scope\"");
    }

    private String token(String kind) {
        HttpAnswer tokens = Flow.tokens(browser, person);
        String token = tokens.field("access_token");
        String user = "/admin/users/" + person.id();
        switch (kind) {
            case "of a session that is over" -> browser.submit(browser.get("/oauth2/logout"));
            case "of an account that is disabled" ->
                    Gate.admin().put(user + "/enabled", "{\"enabled\": false}");
            case "of an account whose roles changed" ->
                    Gate.admin().put(user + "/roles", "{\"roles\": [\"payment\"]}");
            default -> {
                // Another token.
            }
        }
        return switch (kind) {
            case "rubbish", "bnVsbA.e30.AAAA" -> kind;
            case "changed" -> token.substring(0, token.length() - 4) + "AAAA";
            case "an ID token" -> tokens.field("id_token");
            case "a refresh token" -> tokens.field("refresh_token");
            case "of a client for itself" ->
                    Form.of("grant_type", "client_credentials")
                            .post(Flow.TOKEN, Clients.MACHINE, Clients.MACHINE_SECRET)
                            .field("access_token");
            default -> token;
        };
    }

    private static Http gate(String authorization) {
        return Gate.anonymous().with("authorization", authorization);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.introspection;

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

/** The introspection endpoint (RFC 7662). */
@ExtendWith(IdpServer.class)
class IntrospectionIT {
    private static final String INTROSPECT = "/oauth2/introspect";

    private final Person person = Person.register();
    private final Browser browser = new Browser();
    private final HttpAnswer tokens = Flow.webTokens(browser, person);

    @Test
    void introspectWhenAnAccessTokenThenWhatItSays() {
        var claims = Flow.claims(tokens, "access_token");

        var answer = introspect(tokens.field("access_token"));

        assertThat(answer.json().path("active").asBoolean()).isTrue();
        assertThat(answer.field("token_type")).isEqualTo("Bearer");
        assertThat(answer.field("client_id")).isEqualTo(Clients.WEB);
        assertThat(answer.field("username")).isEqualTo(person.username());
        assertThat(answer.field("sub")).isEqualTo(person.id().toString());
        assertThat(answer.field("scope")).isEqualTo("openid profile email");
        assertThat(answer.field("iss")).isEqualTo(IdpServer.ISSUER);
        assertThat(answer.field("aud")).isEqualTo("gatehouse");
        assertThat(answer.json().path("exp").asLong())
                .isEqualTo(claims.getExpirationTime().toInstant().getEpochSecond());
        assertThat(answer.text()).doesNotContain(person.email());
    }

    /** The service that a token is sent to is not the client it is for. */
    @Test
    void introspectWhenAnAccessTokenOfAnotherClientThenTheSame() {
        var answer =
                Form.of("token", tokens.field("access_token"))
                        .post(INTROSPECT, Clients.MACHINE, Clients.MACHINE_SECRET);

        assertThat(answer.field("client_id")).isEqualTo(Clients.WEB);
    }

    @Test
    void introspectWhenARefreshTokenThenOnlyForItsClient() {
        String token = tokens.field("refresh_token");

        var own = introspect(token);
        var foreign = Form.of("token", token).post(INTROSPECT, Clients.OTHER, Clients.OTHER_SECRET);

        assertThat(own.json().path("active").asBoolean()).isTrue();
        assertThat(own.field("client_id")).isEqualTo(Clients.WEB);
        assertInactive(foreign);
    }

    @Test
    void introspectWhenATokenOfAClientForItselfThenItsSubjectIsTheClient() {
        String token =
                Form.of("grant_type", "client_credentials")
                        .post(Flow.TOKEN, Clients.MACHINE, Clients.MACHINE_SECRET)
                        .field("access_token");

        var answer = introspect(token);

        assertThat(answer.json().path("active").asBoolean()).isTrue();
        assertThat(answer.field("sub")).isEqualTo(Clients.MACHINE);
        assertThat(answer.json().has("username")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token"})
    void introspectWhenTheSessionIsOverThenInactive(String token) {
        browser.submit(browser.get("/oauth2/logout"));

        assertInactive(introspect(tokens.field(token)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token"})
    void introspectWhenTheAccountIsDisabledThenInactive(String token) {
        Gate.admin().put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");

        assertInactive(introspect(tokens.field(token)));
    }

    @Test
    void introspectWhenTheRefreshTokenIsUsedThenInactiveAndNothingEnds() {
        Form refresh =
                Form.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.field("refresh_token"));
        var next = refresh.post(Flow.TOKEN, Clients.WEB, Clients.WEB_SECRET);

        assertInactive(introspect(tokens.field("refresh_token")));

        assertThat(introspect(next.field("refresh_token")).json().path("active").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "e30.e30.e30", "ghr_x"})
    void introspectWhenNoTokenThenInactive(String token) {
        assertInactive(introspect(token));
    }

    @Test
    void introspectWhenAnIdTokenThenInactive() {
        assertInactive(introspect(tokens.field("id_token")));
    }

    /** Whoever cannot prove who it is must not be able to try tokens out. */
    @Test
    void introspectWhenTheClientProvesNothingThenRefused() {
        Flow.refused(
                Form.of("client_id", Clients.CLI, "token", tokens.field("access_token"))
                        .post(INTROSPECT),
                401,
                "invalid_client");
        Flow.refused(
                Form.of("token", tokens.field("access_token")).post(INTROSPECT),
                401,
                "invalid_client");
    }

    private static HttpAnswer introspect(String token) {
        return Flow.granted(
                Form.of("token", token).post(INTROSPECT, Clients.WEB, Clients.WEB_SECRET));
    }

    private static void assertInactive(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"active\":false}");
    }
}

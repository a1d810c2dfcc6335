// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** A hint is where to look first, and never where to stop (section 2.1). */
    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "id_token", "of-a-later-version"})
    void introspectWhenAnyHintThenTheSame(String hint) {
        for (String kind : List.of("access_token", "refresh_token")) {
            Form hinted = Form.of("token", tokens.field(kind), "token_type_hint", hint);

            var answer =
                    Flow.granted(hinted.post(INTROSPECT, Clients.WEB, Clients.WEB_SECRET)).json();

            assertThat(answer.path("active").asBoolean()).as(kind).isTrue();
        }
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

    /** RFC 9701 section 5. */
    @Test
    void introspectWhenAJwtIsWantedThenTheSameSigned() throws Exception {
        var plain = introspect(tokens.field("access_token"));

        var answer = signed(tokens.field("access_token"));

        assertThat(answer.header("content-type")).hasValue("application/token-introspection+jwt");
        assertThat(answer.header("cache-control")).hasValue("no-store");
        SignedJWT jwt = verified(answer.text());
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("token-introspection+jwt");
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
        assertThat(claims.getIssuer()).isEqualTo(IdpServer.ISSUER);
        assertThat(claims.getAudience()).containsExactly(Clients.WEB);
        assertThat(JSONObjectUtils.toJSONString(claims.getJSONObjectClaim("token_introspection")))
                .satisfies(text -> assertThat(Json.read(text)).isEqualTo(plain.json()));
    }

    @Test
    void introspectWhenAJwtIsWantedOfATokenThatDoesNotCountThenInactive() throws Exception {
        var answer = signed("rubbish");

        assertThat(verified(answer.text()).getJWTClaimsSet().getClaim("token_introspection"))
                .isEqualTo(Map.of("active", false));
    }

    /** It is no token of anybody, whatever it says. */
    @Test
    void introspectWhenGivenSuchAJwtThenInactive() {
        assertInactive(introspect(signed(tokens.field("access_token")).text()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/token-introspection+jwt | true",
                "application/token-introspection+jwt, application/json;q=0.5 | true",
                "application/token-introspection+jwt, */*;q=0.1 | true",
                "application/json, application/token-introspection+jwt;q=0.5 | false",
                "application/token-introspection+jwt;q=0.5, application/json | false",
                "application/json | false",
                "application/jwt | false",
                "application/* | false",
                "*/* | false",
            })
    void introspectWhenSeveralTypesAreAcceptedThenTheFirst(String accept, boolean isSigned) {
        var answer = accepting(accept, tokens.field("access_token"));

        assertThat(answer.header("content-type"))
                .hasValue(isSigned ? "application/token-introspection+jwt" : "application/json");
    }

    @Test
    void introspectWhenAJwtIsWantedByNobodyThenRefusedInJson() {
        Http gate = Gate.anonymous().with("accept", "application/token-introspection+jwt");

        Flow.refused(
                Form.of("client_id", Clients.CLI, "token", "x").post(gate, INTROSPECT),
                401,
                "invalid_client");
    }

    private static HttpAnswer signed(String token) {
        return accepting("application/token-introspection+jwt", token);
    }

    private static HttpAnswer accepting(String accept, String token) {
        Http gate =
                Gate.anonymous()
                        .with("authorization", Form.basic(Clients.WEB, Clients.WEB_SECRET))
                        .with("accept", accept);
        return Flow.granted(Form.of("token", token).post(gate, INTROSPECT));
    }

    private static SignedJWT verified(String text) throws Exception {
        SignedJWT jwt = SignedJWT.parse(text);
        JWKSet keys = JWKSet.parse(Gate.anonymous().get("/.well-known/jwks.json").text());
        RSAKey key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        return jwt;
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

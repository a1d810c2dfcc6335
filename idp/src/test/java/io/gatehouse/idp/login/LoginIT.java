// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.password.Passwords;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(IdpServer.class)
class LoginIT {

    private static final String LOGIN = "/authentication/login";

    @Test
    void loginWhenPasswordRightThenTokensVerifyAgainstThePublishedKeys() throws Exception {
        var person = Person.register();

        var answer = person.login();

        assertThat(answer.field("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(300);
        assertThat(answer.field("refresh_token")).startsWith("ghr_").hasSize(100);
        assertThat(answer.header("cache-control")).contains("no-store");
        var token = SignedJWT.parse(answer.field("access_token"));
        var keys = JWKSet.parse(Gate.anonymous().get("/.well-known/jwks.json").text());
        RSAKey key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(key.computeThumbprint().toString()).isEqualTo(key.getKeyID());
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.getHeader().getType().toString()).isEqualTo("at+jwt");
        assertClaims(token.getJWTClaimsSet(), person);
    }

    private static void assertClaims(JWTClaimsSet claims, Person person) throws Exception {
        assertThat(claims.getIssuer()).isEqualTo(IdpServer.ISSUER);
        assertThat(claims.getSubject()).isEqualTo(person.id().toString());
        assertThat(claims.getAudience()).containsExactly("gatehouse");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plus(Duration.ofMinutes(5)));
        assertThat(claims.getStringListClaim("roles")).containsExactly("customer");
        assertThat(claims.getStringListClaim("groups")).containsExactly("customer");
        assertThat(claims.getBooleanClaim("email_verified")).isFalse();
        assertThat(claims.getStringClaim("role")).isEqualTo("customer");
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo(person.username());
        assertThat(claims.getStringClaim("email")).isEqualTo(person.email());
        assertThat(claims.getClaims())
                .containsKeys("jti", "sid", "auth_time", "client_id", "scope", "account_not_before")
                .doesNotContainKey("nbf");
    }

    @ParameterizedTest
    @CsvSource({
        "unknown name, nobody-has-this, secret of nobody",
        "no possible name, ÄÖÜ ../, secret of nobody",
        "empty name, '', secret of nobody",
        "wrong password, NAME, secret of another",
        "empty password, NAME, ''",
        "short password, NAME, x",
        "oversize password, NAME, LONG",
    })
    void loginWhenNotRightThenAllRefusalsLookAlike(String why, String name, String password) {
        var person = Person.register();
        var wrong =
                Gate.anonymous()
                        .post(LOGIN, credentials("nobody", "a wrong password of no account"));

        var answer =
                Gate.anonymous()
                        .post(
                                LOGIN,
                                credentials(
                                        name.equals("NAME") ? person.username() : name,
                                        password.equals("LONG") ? "x".repeat(5000) : password));

        assertThat(answer.status()).as(why).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("credentials_invalid");
        assertThat(withoutRequestId(answer)).isEqualTo(withoutRequestId(wrong));
    }

    @Test
    void loginWhenDisabledThenSameRefusalAsUnknown() {
        var person = Person.register();
        Gate.admin().put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");

        var answer = person.tryLogin();

        assertThat(answer.status()).isEqualTo(401);
        var unknown = Gate.anonymous().post(LOGIN, credentials("nobody", person.password()));
        assertThat(withoutRequestId(answer)).isEqualTo(withoutRequestId(unknown));
    }

    @Test
    void loginWhenHashHasOldParametersThenRenewedWithoutAnyNotice() {
        var person = Person.register();
        try (var old =
                new Passwords(
                        new IdpConfig.Passwords(new IdpConfig.Cost(32, 2, 1), 1, 1),
                        new SecureRandom())) {
            Rows.update(
                    "UPDATE accounts SET password_hash = ? WHERE id = ?",
                    old.hash(person.password()),
                    person.id());
        }

        assertThat(person.tryLogin().status()).isEqualTo(200);

        await().untilAsserted(() ->
                assertThat(
                                Rows.count(
                                        "SELECT count(*) FROM accounts WHERE id = ?"
                                                + " AND password_hash LIKE"
                                                + " '%m=64,t=1,p=1%'",
                                        person.id()))
                        .isOne());
        assertThat(person.tryLogin().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s", "%s  ", "\\u00a0%s\\u3000"})
    void loginWhenNameTypedInOtherCaseOrWithSpacesThenSameAccount(String typed) {
        var person = Person.register();
        var name = typed.formatted(person.username().toUpperCase(Locale.ROOT));

        var answer = Gate.anonymous().post(LOGIN, credentials(name, person.password()));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void loginWhenNamesWereTypedInManyWaysThenTheTokenHoldsPrintableAsciiOnly() throws Exception {
        var name = "p-" + UUID.randomUUID();
        var registration =
                Person.body(
                        " \\uff30" + name.substring(1) + " ",
                        name + "@bücher.straße.example",
                        "a long enough one");

        Gate.anonymous().post("/authentication/registration", registration);

        var tokens = new Person(UUID.randomUUID(), name, "", "a long enough one").login();
        var claims = Person.claims(tokens);
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo(name);
        assertThat(claims.getStringClaim("email"))
                .isEqualTo(name + "@xn--bcher-kva.xn--strae-oqa.example");
        for (String forwarded :
                List.of("sub", "role", "preferred_username", "email", "sid", "jti")) {
            assertThat(claims.getStringClaim(forwarded)).matches("[\\x20-\\x7e]+");
        }
    }

    @Test
    void loginWhenCookieWantedThenTokensOnlyInCookies() {
        var person = Person.register();

        var answer = cookieLogin(person, Gate.anonymous().with("origin", IdpServer.ISSUER));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"expires_in\":300}");
        List<String> cookies = answer.headers().allValues("set-cookie");
        assertThat(cookies).hasSize(3);
        assertThat(cookies.get(0))
                .startsWith("__Host-gatehouse=ey")
                .endsWith("; Path=/; Max-Age=300; Secure; HttpOnly; SameSite=Lax");
        assertThat(cookies.get(1))
                .startsWith("__Host-gatehouse-refresh=ghr_")
                .endsWith("; Path=/; Max-Age=1209600; Secure; HttpOnly; SameSite=Lax");
        assertThat(cookies.get(2))
                .startsWith("__Host-gatehouse-device=")
                .endsWith("; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax");
    }

    @ParameterizedTest
    @CsvSource({
        "origin, https://evil.example",
        "origin, null",
        "origin, https://localhost:8443.evil.example",
        "origin, http://localhost:8443",
        "sec-fetch-site, cross-site",
        "sec-fetch-site, same-site",
        "sec-fetch-site, none",
        "x-nothing, at all",
    })
    void loginWhenCookieWantedFromElsewhereThenRefused(String header, String value) {
        var person = Person.register();

        var answer = cookieLogin(person, Gate.anonymous().with(header, value));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("cross_site");
        assertThat(answer.headers().allValues("set-cookie")).isEmpty();
    }

    @Test
    void loginWhenNotTheGatewayThenRefused() {
        var person = Person.register();

        var answer = Gate.workload("orders").post(LOGIN, person.credentials());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("peer_refused");
    }

    private static HttpAnswer cookieLogin(Person person, Http gate) {
        return gate.post(
                LOGIN,
                """
                {"username": "%s", "password": "%s", "session": "cookie"}
                """
                        .formatted(person.username(), person.password()));
    }

    private static String credentials(String username, String password) {
        return """
        {"username": "%s", "password": "%s"}
        """
                .formatted(username, password);
    }

    private static String withoutRequestId(HttpAnswer answer) {
        ObjectNode body = (ObjectNode) answer.json();
        body.remove("requestId");
        return body.toString();
    }
}

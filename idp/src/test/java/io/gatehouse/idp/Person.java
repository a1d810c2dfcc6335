// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import java.text.ParseException;
import java.util.UUID;

/** Somebody with an account of their own, made for one test. */
public record Person(UUID id, String username, String email, String password) {

    public static Person register() {
        String name = "p-" + UUID.randomUUID();
        String email = name + "@example.org";
        String password = "secret of " + name;
        HttpAnswer answer =
                Gate.anonymous().post("/authentication/registration", body(name, email, password));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return new Person(UUID.fromString(answer.field("id")), name, email, password);
    }

    public static String body(String username, String email, String password) {
        return """
        {"username": "%s", "email": "%s", "password": "%s"}
        """
                .formatted(username, email, password);
    }

    public HttpAnswer tryLogin() {
        return Gate.anonymous().post("/authentication/login", credentials());
    }

    public String credentials() {
        return """
        {"username": "%s", "password": "%s"}
        """
                .formatted(username, password);
    }

    public HttpAnswer login() {
        HttpAnswer answer = tryLogin();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    /** This person behind the gateway, in the session of a login. */
    public Http in(HttpAnswer login) {
        return gate().with("x-session-id", claim(login, "sid"));
    }

    public Http gate() {
        return Gate.as(id, username, "customer").with("x-jwt-email", email);
    }

    public static String claim(HttpAnswer tokens, String name) {
        return String.valueOf(claims(tokens).getClaim(name));
    }

    public static JWTClaimsSet claims(HttpAnswer tokens) {
        try {
            return SignedJWT.parse(tokens.field("access_token")).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalStateException("no token", e);
        }
    }

    public static HttpAnswer refresh(String token) {
        return Gate.anonymous()
                .post("/authentication/refresh", "{\"refresh_token\": \"%s\"}".formatted(token));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import io.gatehouse.testkit.TotpSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Somebody's authenticator app, with the recovery codes that came with it. */
public final class Authenticator {
    public static final String TOTP = "/accounts/me/factors/totp";

    private final Person person;
    private final TotpSecret secret;
    private final List<String> recoveryCodes = new ArrayList<>();

    private Authenticator(Person person, TotpSecret secret) {
        this.person = person;
        this.secret = secret;
    }

    /** Begins to enrol one. */
    public static Authenticator begin(Person person) {
        return of(person, person.gate().post(TOTP, proof(person.password())));
    }

    /** The one that an answer gives its secret to. */
    public static Authenticator of(Person person, HttpAnswer begun) {
        assertThat(begun.status()).as(begun.toString()).isEqualTo(200);
        return new Authenticator(person, TotpSecret.ofBase32(begun.field("secret")));
    }

    /** Enrols one. */
    public static Authenticator enrol(Person person) {
        Authenticator begun = begin(person);
        begun.keep(begun.confirm(begun.at(0)));
        return begun;
    }

    public HttpAnswer confirm(String code) {
        return person.gate().put(TOTP, "{\"code\": \"%s\"}".formatted(code));
    }

    private void keep(HttpAnswer confirmed) {
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        for (JsonNode code : confirmed.json().path("recoveryCodes")) {
            recoveryCodes.add(code.asText());
        }
    }

    public List<String> recoveryCodes() {
        return List.copyOf(recoveryCodes);
    }

    /** A code that counts after that of the enrolment, once: the app's clock is ahead. */
    public String next() {
        return at(1);
    }

    /** A code that counts, as if half a minute had passed since the last one. */
    public String code() {
        Rows.update("UPDATE second_factors SET last_step = -1 WHERE account_id = ?", person.id());
        return at(0);
    }

    /** The code of the step that is so many after this one. */
    public String at(int steps) {
        return secret.code(Instant.now(), steps);
    }

    /** Signs the person in by JSON. */
    public HttpAnswer login(String code) {
        return Gate.anonymous().post("/authentication/login", credentials(code));
    }

    /** The body of a sign-in. */
    public String credentials(String code) {
        return """
        {"username": "%s", "password": "%s", "code": "%s"}
        """
                .formatted(person.username(), person.password(), code);
    }

    public static String proof(String password) {
        return "{\"currentPassword\": \"%s\"}".formatted(password);
    }

    public static String proof(String password, String code) {
        return "{\"currentPassword\": \"%s\", \"code\": \"%s\"}".formatted(password, code);
    }
}

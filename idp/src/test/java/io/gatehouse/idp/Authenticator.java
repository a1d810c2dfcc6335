// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** Somebody's authenticator app, with the recovery codes that came with it. */
public final class Authenticator {
    public static final String TOTP = "/accounts/me/factors/totp";

    private static final long SECONDS = 30;

    private final Person person;
    private final byte[] secret;
    private final List<String> recoveryCodes = new ArrayList<>();

    private Authenticator(Person person, byte[] secret) {
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
        return new Authenticator(person, Base32.decode(begun.field("secret")));
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

    /** The code of the step that is so many after this one (RFC 6238, written anew). */
    public String at(int steps) {
        long step = Instant.now().getEpochSecond() / SECONDS + steps;
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int from = hash[hash.length - 1] & 0xf;
            return "%06d".formatted((ByteBuffer.wrap(hash).getInt(from) & 0x7fffffff) % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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

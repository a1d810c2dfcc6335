// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import io.gatehouse.testkit.TotpSecret;
import java.time.Instant;
import java.util.Map;

/** An authenticator app of somebody (RFC 6238). */
public final class Authenticator {
    public static final String PATH = "/accounts/me/factors/totp";

    private final TotpSecret secret;

    private Authenticator(TotpSecret secret) {
        this.secret = secret;
    }

    /** Begins to enrol one in a session, which ends when it is confirmed. */
    public static Authenticator begin(Session session) {
        Map<String, String> proof = Map.of("currentPassword", session.account().password());
        return new Authenticator(
                TotpSecret.ofBase32(
                        session.setUp(Call.post(PATH, proof))
                                .expect(200)
                                .json()
                                .path("secret")
                                .asText()));
    }

    /** Enrols one in a session, which ends by it. */
    public static Authenticator enrol(Session session) {
        Authenticator begun = begin(session);
        session.setUp(Call.put(PATH, Map.of("code", begun.at(0)))).expect(200);
        return begun;
    }

    /** A code that counts after that of the enrolment, once. */
    public String next() {
        return at(1);
    }

    /** The code of the step that is so many after this one. */
    public String at(int steps) {
        return secret.code(Instant.now(), steps);
    }
}

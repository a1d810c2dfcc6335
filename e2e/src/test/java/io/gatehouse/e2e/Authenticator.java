// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app of somebody (RFC 6238). */
public final class Authenticator {
    public static final String PATH = "/accounts/me/factors/totp";

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP = 30;

    private final byte[] secret;

    private Authenticator(byte[] secret) {
        this.secret = secret;
    }

    /** Begins to enrol one in a session, which ends when it is confirmed. */
    public static Authenticator begin(Session session) {
        Map<String, String> proof = Map.of("currentPassword", session.account().password());
        return new Authenticator(
                decoded(
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
        long step = Instant.now().getEpochSecond() / STEP + steps;
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

    private static byte[] decoded(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < base32.length(); i++) {
            buffer = buffer << 5 | BASE32.indexOf(base32.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return bytes.array();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes by time (RFC 6238): what all authenticator apps know, which is HMAC-SHA-1, six digits and
 * steps of 30 s.
 */
final class Totp {

    /** The length of a secret: that of the hash (RFC 4226 section 4, R6). */
    static final int SECRET_BYTES = 20;

    static final int DIGITS = 6;
    static final Duration STEP = Duration.ofSeconds(30);

    /** How many steps the clock of a phone may be off, either way. */
    private static final int DRIFT = 1;

    /** ASCII alone: {@code \d} with other flags would take the digits of other scripts. */
    private static final Pattern FORM = Pattern.compile("[0-9]{" + DIGITS + "}");

    private static final TimeBasedOneTimePasswordGenerator GENERATOR =
            new TimeBasedOneTimePasswordGenerator(STEP, DIGITS);

    private Totp() {}

    /** Whether a text has the form of a code. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The latest step, of those about now, with this code; empty when it is of none of them. A code
     * that two steps have by chance is used up for both.
     */
    static OptionalLong step(byte[] secret, String code, Instant now) {
        if (!isOne(code)) {
            return OptionalLong.empty();
        }
        Key key = new SecretKeySpec(secret, GENERATOR.getAlgorithm());
        byte[] sent = code.getBytes(US_ASCII);
        long current = now.getEpochSecond() / STEP.toSeconds();
        return LongStream.rangeClosed(current - DRIFT, current + DRIFT)
                .filter(step -> MessageDigest.isEqual(code(key, step).getBytes(US_ASCII), sent))
                .max();
    }

    private static String code(Key key, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    key, Instant.ofEpochSecond(step * STEP.toSeconds()), Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the secret of a factor is no key", e);
        }
    }
}

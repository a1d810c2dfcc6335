// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.gatehouse.common.seal.KeyedHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Nonces that a server demands in proofs (RFC 9449 section 8): the second in which one was made,
 * and a MAC of it. Nothing is remembered, so that each instance with the same key takes what
 * another has made. All that are made in one second are equal: a nonce tells when a proof was made
 * at the earliest, and {@link UsedProofs} that it comes once.
 */
public final class Nonces {

    /** Under it, a client that asks now and then would be refused first each time. */
    public static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);

    /** Over it, a nonce bounds hardly more than a token does. */
    public static final Duration LONGEST_LIFE = Duration.ofHours(1);

    /** By how much the clocks of two instances may differ. */
    static final Duration SKEW = Duration.ofSeconds(5);

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    /** Eight bytes and 32, in base64url. */
    private static final int LENGTH = 54;

    private final KeyedHash key;
    private final Duration life;
    private final Clock clock;

    /**
     * The nonces of one server.
     *
     * @param key that all its instances have
     * @param server a name for it; what another one has made is not taken, even by the same key
     * @param life from {@link #SHORTEST_LIFE} to {@link #LONGEST_LIFE}
     */
    public Nonces(KeyedHash key, String server, Duration life, Clock clock) {
        this.key = key.purpose("dpop-nonce " + server);
        this.life = requireNonNull(life, "life");
        this.clock = requireNonNull(clock, "clock");
    }

    /** A new one, 54 characters. */
    public String make() {
        return at(clock.instant().getEpochSecond());
    }

    /** Whether it was made here, or by another instance, and is not too old. */
    boolean isGood(String nonce) {
        if (nonce.length() != LENGTH) {
            return false;
        }
        try {
            long second = ByteBuffer.wrap(DECODER.decode(nonce)).getLong();
            return MessageDigest.isEqual(at(second).getBytes(US_ASCII), nonce.getBytes(US_ASCII))
                    && isNow(second);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isNow(long second) {
        Instant made = Instant.ofEpochSecond(second);
        Instant now = clock.instant();
        return !made.isAfter(now.plus(SKEW)) && made.plus(life).isAfter(now);
    }

    private String at(long second) {
        byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(second).array();
        byte[] mac = key.hash(time);
        return ENCODER.encodeToString(
                ByteBuffer.allocate(time.length + mac.length).put(time).put(mac).array());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;

/**
 * Remembers what an accepted token says, so that its signature is checked once. An entry is worth
 * nothing after {@code exp} and after any change of the key set: a withdrawn key takes its tokens
 * with it. The deny list is not the cache's business; it is asked at every check.
 */
public final class TokenCache {
    private record Entry(long generation, VerifiedToken token) {}

    private final Verifier verifier;
    private final Supplier<JwkSet> keys;
    private final Cache<ByteBuffer, Entry> entries;

    /**
     * @param size the most tokens remembered; a token costs about 1 KiB
     */
    public TokenCache(Verifier verifier, Supplier<JwkSet> keys, long size) {
        this.verifier = requireNonNull(verifier, "verifier");
        this.keys = requireNonNull(keys, "keys");
        this.entries = Caffeine.newBuilder().maximumSize(size).build();
    }

    /** Verifies the token, or remembers that it was verified. */
    public Verification verify(String token) {
        JwkSet jwks = keys.get();
        ByteBuffer key = ByteBuffer.wrap(sha256(token));
        Entry known = entries.getIfPresent(key);
        if (known != null && known.generation() == jwks.generation()) {
            if (!verifier.expired(known.token())) {
                return new Verification.Accepted(known.token());
            }
            entries.invalidate(key);
            return new Verification.Refused(Refusal.EXPIRED);
        }
        Verification verification = verifier.verify(token, jwks);
        if (verification instanceof Verification.Accepted accepted) {
            entries.put(key, new Entry(jwks.generation(), accepted.token()));
        }
        return verification;
    }

    /** Whether any key is known yet; without one a refusal says nothing about the token. */
    public boolean hasKeys() {
        return !keys.get().isEmpty();
    }

    public long size() {
        return entries.estimatedSize();
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

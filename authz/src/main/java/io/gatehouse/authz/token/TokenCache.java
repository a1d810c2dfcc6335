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
 * Caches accepted tokens, so that each signature is verified once. An entry ends with {@code exp}
 * and with any change of the JWK set, so a removed key invalidates its tokens. The deny list is not
 * cached; it applies at every check.
 */
public final class TokenCache {
    private record Entry(long generation, VerifiedToken token) {}

    private final Verifier verifier;
    private final Supplier<JwkSet> keys;
    private final Cache<ByteBuffer, Entry> entries;

    /**
     * @param size the maximum number of tokens, of about 1 KiB each
     */
    public TokenCache(Verifier verifier, Supplier<JwkSet> keys, long size) {
        this.verifier = requireNonNull(verifier, "verifier");
        this.keys = requireNonNull(keys, "keys");
        this.entries = Caffeine.newBuilder().maximumSize(size).build();
    }

    /** Verifies the token, or returns the cached result. */
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

    /** Whether there is any key; without one a refusal says nothing about the token. */
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

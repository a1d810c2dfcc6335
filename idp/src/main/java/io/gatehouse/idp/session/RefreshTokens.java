// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.seal.SealingKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates and parses refresh tokens: {@code ghr_} and base64url of session id, generation, a secret
 * of 256 bits and a tag.
 *
 * <p>The tag is a MAC of all before it. It allows garbage to be refused without a database query,
 * and makes an old token evidence: only a token that really was issued can end its session, so
 * nobody can end sessions by guessing their ids.
 */
@ApplicationScoped
public class RefreshTokens {

    private static final String PREFIX = "ghr_";
    private static final int SECRET_BYTES = 32;
    private static final int TAG_BYTES = 16;
    private static final int BODY_BYTES = 16 + 8 + SECRET_BYTES;

    private final KeyedHash tags;
    private final SecureRandom random;

    @Inject
    RefreshTokens(KeyedHash hash, SecureRandom random) {
        this.tags = hash.purpose("refresh-token-tag");
        this.random = random;
    }

    RefreshToken create(UUID session, long generation) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        byte[] body =
                ByteBuffer.allocate(BODY_BYTES)
                        .putLong(session.getMostSignificantBits())
                        .putLong(session.getLeastSignificantBits())
                        .putLong(generation)
                        .put(secret)
                        .array();
        byte[] token = ByteBuffer.allocate(BODY_BYTES + TAG_BYTES).put(body).put(tag(body)).array();
        String value = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        return new RefreshToken(session, generation, value);
    }

    /** Parses a token; empty when its form or its tag is wrong. */
    public Optional<RefreshToken> parse(String value) {
        int length = PREFIX.length() + (BODY_BYTES + TAG_BYTES) / 3 * 4;
        if (value.length() != length || !value.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(value.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(token, BODY_BYTES);
        byte[] tag = Arrays.copyOfRange(token, BODY_BYTES, token.length);
        if (!MessageDigest.isEqual(tag, tag(body))) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(body);
        UUID session = new UUID(fields.getLong(), fields.getLong());
        return Optional.of(new RefreshToken(session, fields.getLong(), value));
    }

    /** Seals the next token so that only the holder of this one can open it. */
    byte[] sealSuccessor(RefreshToken token, RefreshToken next) {
        return keyOf(token).seal(next.value().getBytes(US_ASCII), context(token));
    }

    RefreshToken openSuccessor(RefreshToken token, byte[] sealed) {
        String value = new String(keyOf(token).open(sealed, context(token)), US_ASCII);
        return parse(value).orElseThrow(() -> new IllegalStateException("no token was sealed"));
    }

    private SealingKeys keyOf(RefreshToken token) {
        byte[] secret = token.value().getBytes(US_ASCII);
        return SealingKeys.of(KeyedHash.of(secret).hash("refresh-token-successor"), random);
    }

    private static String context(RefreshToken token) {
        return "refresh:" + token.session() + ":" + token.generation();
    }

    private byte[] tag(byte[] body) {
        return Arrays.copyOf(tags.hash(body), TAG_BYTES);
    }
}

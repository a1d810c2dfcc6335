// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An immutable snapshot of the signing keys, ready to sign and to serve. */
final class SigningKeySet {

    private final List<KeyInfo> infos;
    private final Map<String, SigningKey> keys;
    private final byte[] document;
    private final String tag;

    SigningKeySet(List<KeyInfo> infos, Map<String, SigningKey> keys) {
        this.infos = List.copyOf(infos);
        this.keys = Map.copyOf(keys);
        // Sorted, so that the same keys give the same bytes and the same tag on every instance.
        List<JWK> published =
                this.keys.values().stream()
                        .map(SigningKey::published)
                        .sorted(Comparator.comparing(JWK::getKeyID))
                        .map(JWK.class::cast)
                        .toList();
        this.document = new JWKSet(published).toString(true).getBytes(UTF_8);
        this.tag = tag(document);
    }

    static SigningKeySet empty() {
        return new SigningKeySet(List.of(), Map.of());
    }

    List<KeyInfo> infos() {
        return infos;
    }

    Optional<SigningKey> known(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    Optional<KeyInfo> in(KeyState state) {
        return infos.stream().filter(info -> info.state() == state).findFirst();
    }

    SigningKey active() {
        return in(KeyState.ACTIVE)
                .map(info -> keys.get(info.kid()))
                .orElseThrow(SigningKeySet::notLoaded);
    }

    /** The JWK set (RFC 7517 section 5), public keys only. */
    byte[] document() {
        if (keys.isEmpty()) {
            throw notLoaded();
        }
        return document.clone();
    }

    String tag() {
        return tag;
    }

    private static ProblemException notLoaded() {
        return new ProblemException(ProblemCode.UNAVAILABLE, "The signing keys are not loaded yet.")
                .withRetryAfter(Duration.ofSeconds(1));
    }

    private static String tag(byte[] document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(document);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}

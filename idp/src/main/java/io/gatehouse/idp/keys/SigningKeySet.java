// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.common.web.server.FixedDocument;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An immutable snapshot of the signing keys, ready to sign and to serve. */
final class SigningKeySet {

    private final List<KeyInfo> infos;
    private final Map<String, SigningKey> keys;
    private final FixedDocument document;

    SigningKeySet(List<KeyInfo> infos, Map<String, SigningKey> keys) {
        this.infos = List.copyOf(infos);
        this.keys = Map.copyOf(keys);
        // Sorted, so that the same keys give the same bytes and the same tag on every instance.
        List<JWK> published =
                this.keys.values().stream()
                        .map(SigningKey::published)
                        .sorted(Comparator.comparing(JWK::getKeyID))
                        .toList();
        this.document =
                new FixedDocument(
                        new JWKSet(published).toString(true).getBytes(UTF_8),
                        "application/jwk-set+json");
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

    Optional<KeyInfo> activeInfo(KeyAlgorithm algorithm) {
        return infos.stream()
                .filter(info -> info.algorithm() == algorithm && info.state() == KeyState.ACTIVE)
                .findFirst();
    }

    SigningKey active(KeyAlgorithm algorithm) {
        return activeInfo(algorithm)
                .map(info -> keys.get(info.kid()))
                .orElseThrow(SigningKeySet::notLoaded);
    }

    /** The JWK set (RFC 7517 section 5), public keys only. */
    FixedDocument document() {
        if (keys.isEmpty()) {
            throw notLoaded();
        }
        return document;
    }

    private static ProblemException notLoaded() {
        return new ProblemException(ProblemCode.UNAVAILABLE, "The signing keys are not loaded yet.")
                .withRetryAfter(Duration.ofSeconds(1));
    }
}

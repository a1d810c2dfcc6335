// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import io.gatehouse.authz.token.TokenRules;
import io.gatehouse.common.dpop.Nonces;
import io.gatehouse.common.web.admission.SameOrigin;
import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of this service; the README describes each key.
 *
 * @param policy the file of the route policy
 * @param apiKeyCacheSize the number of API keys whose exchange is remembered
 * @param usedProofs the number of proofs remembered at once
 * @param nonces the nonces that proofs have to carry; empty to demand none
 * @param keysRefresh the interval between fetches of the JWK set
 * @param poll the interval between polls for revocations
 */
record AuthzConfig(
        int grpcPort,
        Path policy,
        URI idpUrl,
        TokenRules token,
        int cacheSize,
        int apiKeyCacheSize,
        int usedProofs,
        Optional<ProofNonces> nonces,
        List<URI> allowedOrigins,
        Duration staleAfter,
        Duration keysRefresh,
        Duration poll) {
    /** The tolerated clock skew between idp and authz; the gateway tolerates the same. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final int HIGHEST_PORT = 65_535;
    private static final String NONCE_KEY = "authz.proof.nonce-key-file";

    /** How long a nonce lasts, and the key that all instances make and take them by. */
    record ProofNonces(Duration life, SecretFile key) {}

    AuthzConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Reads and validates all keys, so that an invalid one fails the start. */
    static AuthzConfig from(ConfigKeys keys) {
        URI issuer = keys.url("authz.issuer");
        Duration poll = keys.duration("authz.revocations.poll", "PT1S");
        return new AuthzConfig(
                keys.number("authz.grpc.port", "9000", 0, HIGHEST_PORT),
                keys.file("authz.policy"),
                keys.url("authz.idp-url"),
                new TokenRules(
                        issuer.toString(),
                        keys.text("authz.audience", "gatehouse"),
                        SKEW,
                        keys.duration("authz.token.max-lifetime", "PT10M")),
                keys.count("authz.token.cache-size", "20000"),
                keys.count("authz.api-key.cache-size", "10000"),
                keys.count("authz.proof.memory-size", "50000"),
                nonces(keys),
                SameOrigin.read(keys, "authz.allowed-origins").orElseGet(() -> List.of(issuer)),
                // At least two polls must fit in, or the list would be stale between them.
                keys.duration("authz.stale-after", "PT5S", poll.multipliedBy(2)),
                keys.duration("authz.keys.refresh", "PT60S"),
                poll);
    }

    private static Optional<ProofNonces> nonces(ConfigKeys keys) {
        Optional<SecretFile> key = keys.optionalSecretFile(NONCE_KEY);
        return keys.optionalDuration(
                        "authz.proof.nonce-life", Nonces.SHORTEST_LIFE, Nonces.LONGEST_LIFE)
                .map(life ->
                        new ProofNonces(
                                life,
                                key.orElseThrow(() ->
                                        new IllegalArgumentException(
                                                NONCE_KEY + " must be set to demand nonces"))));
    }
}

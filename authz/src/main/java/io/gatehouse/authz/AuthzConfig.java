// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import io.gatehouse.authz.token.TokenRules;
import io.gatehouse.common.web.admission.SameOrigin;
import io.gatehouse.common.web.config.ConfigKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What can be set for this service; the README says what each key means.
 *
 * @param policy the file of the routes and who may use them
 * @param keysRefresh how often the key set is fetched
 * @param poll how often revocations are asked for
 */
record AuthzConfig(
        int grpcPort,
        Path policy,
        URI idpUrl,
        TokenRules token,
        int cacheSize,
        List<URI> allowedOrigins,
        Duration staleAfter,
        Duration keysRefresh,
        Duration poll) {
    /** What the clocks of idp and authz may be apart; the gateway allows the same. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final int HIGHEST_PORT = 65_535;

    AuthzConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Reads and checks all keys, so that a wrong one is found at start. */
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
                SameOrigin.read(keys, "authz.allowed-origins").orElseGet(() -> List.of(issuer)),
                // A list heard of only once in this time would be stale between two polls.
                keys.duration("authz.stale-after", "PT5S", poll.multipliedBy(2)),
                keys.duration("authz.keys.refresh", "PT60S"),
                poll);
    }
}

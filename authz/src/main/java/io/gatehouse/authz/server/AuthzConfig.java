// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.server;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.token.TokenRules;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The keys {@code authz.*}; what they mean stands in the README of this module.
 *
 * @param policy the file of the routes and who may use them
 * @param keysRefresh how often the key set is fetched
 * @param poll how often revocations are asked for
 */
public record AuthzConfig(
        InetSocketAddress grpc,
        Path policy,
        URI idpUrl,
        TokenRules token,
        long cacheSize,
        List<URI> allowedOrigins,
        Duration staleAfter,
        Duration keysRefresh,
        Duration poll) {

    /** What the clocks of idp and authz may be apart; the gateway allows the same. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    public AuthzConfig {
        requireNonNull(token, "token");
        require(idpUrl.getHost() != null, "authz.idp-url");
        require(cacheSize > 0, "authz.token.cache-size");
        require(poll.isPositive(), "authz.revocations.poll");
        require(keysRefresh.isPositive(), "authz.keys.refresh");
        // A list heard of only once in this time would be stale between two polls.
        require(staleAfter.compareTo(poll.multipliedBy(2)) >= 0, "authz.stale-after");
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException when a value makes no sense
     * @throws java.util.NoSuchElementException when a required key is missing
     */
    public static AuthzConfig from(Config config) {
        URI issuer = config.getValue("authz.issuer", URI.class);
        Optional<List<URI>> origins = config.getOptionalValues("authz.allowed-origins", URI.class);
        return new AuthzConfig(
                grpc(config),
                Path.of(config.getValue("authz.policy", String.class)),
                config.getValue("authz.idp-url", URI.class),
                new TokenRules(
                        issuer.toString(),
                        config.getValue("authz.audience", String.class),
                        SKEW,
                        config.getValue("authz.token.max-lifetime", Duration.class)),
                config.getValue("authz.token.cache-size", Long.class),
                origins.orElseGet(() -> List.of(issuer)),
                config.getValue("authz.stale-after", Duration.class),
                config.getValue("authz.keys.refresh", Duration.class),
                config.getValue("authz.revocations.poll", Duration.class));
    }

    // All ports of a service listen on the same host.
    private static InetSocketAddress grpc(Config config) {
        try {
            return new InetSocketAddress(
                    config.getValue("server.host", String.class),
                    config.getValue("authz.grpc.port", Integer.class));
        } catch (IllegalArgumentException outOfRange) {
            throw new IllegalArgumentException("authz.grpc.port makes no sense", outOfRange);
        }
    }

    private static void require(boolean condition, String key) {
        if (!condition) {
            throw new IllegalArgumentException(key + " makes no sense");
        }
    }
}

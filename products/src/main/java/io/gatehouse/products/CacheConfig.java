// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a cache.
 *
 * @param ttl how long a value may be returned again, nothing for no cache
 * @param size most values kept in this process
 * @param redis the server that keeps them instead, if there is one
 */
public record CacheConfig(Duration ttl, int size, Redis redis) {
    /** The schemes of Redis, as IANA has registered them. */
    private static final String PLAIN = "redis";

    private static final String TLS = "rediss";

    /**
     * A Redis server.
     *
     * @param url {@code redis://HOST:PORT}, or {@code rediss://HOST:PORT} over TLS; empty when
     *     there is no server
     * @param credentials file whose only line is {@code USER:PASSWORD}, if the server wants one
     * @param trust PEM file of the authorities that may vouch for a server over TLS, if they are
     *     not those of the JDK
     * @param timeout of a call
     */
    public record Redis(
            Optional<URI> url,
            Optional<SecretFile> credentials,
            Optional<Path> trust,
            Duration timeout) {

        /** Whether the server is spoken to over TLS. */
        public static boolean isTls(URI url) {
            return TLS.equals(url.getScheme());
        }
    }

    /** Reads {@code PREFIX.ttl}, {@code .size} and {@code .redis.*}. */
    static CacheConfig from(ConfigKeys keys, String prefix) {
        return new CacheConfig(
                keys.durationOrZero(prefix + ".ttl", "PT2S"),
                keys.count(prefix + ".size", "1000"),
                redis(keys, prefix + ".redis"));
    }

    private static Redis redis(ConfigKeys keys, String prefix) {
        Optional<URI> url =
                keys.optional(
                        prefix + ".url",
                        "redis://HOST:PORT or rediss://HOST:PORT",
                        CacheConfig::server);
        Optional<Path> trust = keys.optionalFile(prefix + ".trust-file");
        if (trust.isPresent() && url.filter(Redis::isTls).isEmpty()) {
            throw new IllegalArgumentException(
                    prefix + ".trust-file must be left out unless the URL begins with rediss://");
        }
        return new Redis(
                url,
                keys.optionalSecretFile(prefix + ".credentials-file"),
                trust,
                keys.duration(prefix + ".timeout", "PT0.1S"));
    }

    private static URI server(String text) {
        URI url = URI.create(text);
        boolean isServer =
                (PLAIN.equals(url.getScheme()) || Redis.isTls(url))
                        && url.getHost() != null
                        && url.getPort() > 0
                        && url.getRawUserInfo() == null
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null
                        && "".equals(url.getRawPath());
        if (!isServer) {
            throw new IllegalArgumentException("no address of a server");
        }
        return url;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import java.net.URI;
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

    /**
     * A Redis server.
     *
     * @param url {@code redis://HOST:PORT}; empty when there is no server
     * @param credentials file whose only line is {@code USER:PASSWORD}, if the server wants one
     * @param timeout of a call
     */
    public record Redis(Optional<URI> url, Optional<SecretFile> credentials, Duration timeout) {}

    /** Reads {@code PREFIX.ttl}, {@code .size} and {@code .redis.*}. */
    static CacheConfig from(ConfigKeys keys, String prefix) {
        return new CacheConfig(
                keys.durationOrZero(prefix + ".ttl", "PT2S"),
                keys.count(prefix + ".size", "1000"),
                new Redis(
                        keys.optional(
                                prefix + ".redis.url", "redis://HOST:PORT", CacheConfig::server),
                        keys.optionalSecretFile(prefix + ".redis.credentials-file"),
                        keys.duration(prefix + ".redis.timeout", "PT0.1S")));
    }

    private static URI server(String text) {
        URI url = URI.create(text);
        boolean isServer =
                "redis".equals(url.getScheme())
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

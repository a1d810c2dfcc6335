// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.common.web.config.ConfigKeys;
import java.time.Duration;

/**
 * The settings of a cache.
 *
 * @param ttl how long a value may be returned again, nothing for no cache
 * @param size most values kept in this process
 */
public record CacheConfig(Duration ttl, int size) {

    /** Reads {@code PREFIX.ttl} and {@code .size}. */
    static CacheConfig from(ConfigKeys keys, String prefix) {
        return new CacheConfig(
                keys.durationOrZero(prefix + ".ttl", "PT2S"), keys.count(prefix + ".size", "1000"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.common.sql.outbox.OutboxConfig;
import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.common.work.Lease;
import java.net.URI;
import java.time.Duration;

/**
 * The configuration of this service; the README describes each key.
 *
 * @param stockCheckInterval between two checks of the stock against its movements
 * @param sealKeysFile the keys under which sources are sealed
 */
public record ProductsConfig(
        Catalogue catalogue,
        Orders orders,
        Purchase purchase,
        Recovery recovery,
        Duration stockCheckInterval,
        OutboxConfig outbox,
        SecretFile sealKeysFile) {

    /** Whether the demo catalogue is added, and the cache of its pages. */
    public record Catalogue(boolean demo, CacheConfig cache) {}

    /** The URL of orders, and the timeout of one call to it. */
    public record Orders(URI url, Duration timeout) {}

    /** The maximum wait of a buyer, and the retention of idempotency keys. */
    public record Purchase(Duration budget, Duration keyRetention) {}

    /** The interval and lease with which a worker resumes unfinished purchases. */
    public record Recovery(Duration interval, Lease lease) {}

    /** Reads and validates all keys, so that an invalid value stops the start. */
    static ProductsConfig from(ConfigKeys keys) {
        return new ProductsConfig(
                new Catalogue(
                        keys.flag("products.demo-catalogue", "false"),
                        CacheConfig.from(keys, "products.cache")),
                new Orders(
                        keys.url("products.orders-url"),
                        keys.duration("products.orders-timeout", "PT4S")),
                new Purchase(
                        keys.duration("products.purchase.budget", "PT5S"),
                        keys.duration("products.purchase.key-retention", "PT24H")),
                new Recovery(
                        keys.duration("products.recovery.interval", "PT1S"),
                        Lease.from(keys, "products.recovery")),
                keys.duration("products.stock-check.interval", "PT1H"),
                OutboxConfig.from(keys, "products.outbox"),
                keys.secretFile("products.seal.keys-file"));
    }
}

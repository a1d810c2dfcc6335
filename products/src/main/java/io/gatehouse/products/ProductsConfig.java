// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.work.Lease;
import java.net.URI;
import java.time.Duration;

/** What can be set for this service; the README says what each key means. */
public record ProductsConfig(
        Catalogue catalogue, Orders orders, Purchase purchase, Recovery recovery) {

    /** What is shown, and how long an answer may be shown again. */
    public record Catalogue(boolean demo, Duration cacheTtl, int cacheSize) {}

    /** Where orders is, and how long one call to it may take. */
    public record Orders(URI url, Duration timeout) {}

    /** How long a buyer waits, and how long a key is remembered. */
    public record Purchase(Duration budget, Duration keyRetention) {}

    /** How unfinished purchases are picked up. */
    public record Recovery(Duration interval, int batch, Lease lease) {}

    /** Reads and checks all keys, so that a wrong one is found at start. */
    static ProductsConfig from(ConfigKeys keys) {
        return new ProductsConfig(
                new Catalogue(
                        keys.flag("products.demo-catalogue", "false"),
                        keys.durationOrZero("products.cache.ttl", "PT2S"),
                        keys.count("products.cache.size", "1000")),
                new Orders(
                        keys.url("products.orders-url"),
                        keys.duration("products.orders-timeout", "PT2S")),
                new Purchase(
                        keys.duration("products.purchase.budget", "PT5S"),
                        keys.duration("products.purchase.key-retention", "PT24H")),
                new Recovery(
                        keys.duration("products.recovery.interval", "PT1S"),
                        keys.count("products.recovery.batch", "20"),
                        Lease.from(keys, "products.recovery")));
    }
}

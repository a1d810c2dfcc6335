// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What can be set for this service; the README says what each key means. */
record OrdersConfig(
        URI productsUrl,
        Duration productsTimeout,
        Duration cancelBudget,
        Duration recoveryInterval,
        int recoveryBatch,
        Lease recoveryLease) {

    /** Reads and checks all keys, so that a wrong one is found at start. */
    static OrdersConfig of(Function<String, Optional<String>> values) {
        return new OrdersConfig(
                url(values, "orders.products-url"),
                duration(values, "orders.products-timeout", "PT2S"),
                duration(values, "orders.cancel-budget", "PT5S"),
                duration(values, "orders.recovery.interval", "PT1S"),
                batch(values),
                new Lease(
                        duration(values, "orders.recovery.lease", "PT15S"),
                        duration(values, "orders.recovery.longest-lease", "PT2M")));
    }

    private static URI url(Function<String, Optional<String>> values, String key) {
        URI url =
                values.apply(key)
                        .map(URI::create)
                        .orElseThrow(() -> new IllegalArgumentException(key + " is not set"));
        if (!url.isAbsolute() || url.getHost() == null) {
            throw new IllegalArgumentException(key + " is not an absolute URL");
        }
        return url;
    }

    private static Duration duration(
            Function<String, Optional<String>> values, String key, String standard) {
        Duration duration = Duration.parse(values.apply(key).orElse(standard));
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(key + " is not a positive duration");
        }
        return duration;
    }

    private static int batch(Function<String, Optional<String>> values) {
        int batch = Integer.parseInt(values.apply("orders.recovery.batch").orElse("20"));
        if (batch < 1) {
            throw new IllegalArgumentException("orders.recovery.batch is not positive");
        }
        return batch;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

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
    static ProductsConfig of(Function<String, Optional<String>> values) {
        Keys keys = new Keys(values);
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
                        new Lease(
                                keys.duration("products.recovery.lease", "PT15S"),
                                keys.duration("products.recovery.longest-lease", "PT2M"))));
    }

    private record Keys(Function<String, Optional<String>> values) {
        private String text(String key, String standard) {
            return values.apply(key).orElse(standard);
        }

        private boolean flag(String key, String standard) {
            return switch (text(key, standard)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException(key + " is neither true nor false");
            };
        }

        private int count(String key, String standard) {
            int count = Integer.parseInt(text(key, standard));
            if (count < 1) {
                throw new IllegalArgumentException(key + " is not positive");
            }
            return count;
        }

        private Duration duration(String key, String standard) {
            Duration duration = durationOrZero(key, standard);
            if (duration.isZero()) {
                throw new IllegalArgumentException(key + " is not positive");
            }
            return duration;
        }

        private Duration durationOrZero(String key, String standard) {
            Duration duration = Duration.parse(text(key, standard));
            if (duration.isNegative()) {
                throw new IllegalArgumentException(key + " is negative");
            }
            return duration;
        }

        private URI url(String key) {
            URI url =
                    values.apply(key)
                            .map(URI::create)
                            .orElseThrow(() -> new IllegalArgumentException(key + " is not set"));
            if (!url.isAbsolute() || url.getHost() == null) {
                throw new IllegalArgumentException(key + " is not an absolute URL");
            }
            return url;
        }
    }
}

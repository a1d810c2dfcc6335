// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.testkit.ConfigTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "products.orders-url", "http://orders:8080",
                    "products.seal.keys-file", "/secrets/products.keys");

    @Test
    void fromWhenReadThenKeysAndDefaultsAreThoseOfTheReadme() {
        assertThatCode(() ->
                        ConfigTable.read()
                                .check(
                                        values -> ProductsConfig.from(new ConfigKeys(values)),
                                        REQUIRED))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "products.orders-url, orders",
        "products.orders-timeout, PT0S",
        "products.orders-timeout, 2s",
        "products.purchase.budget, -PT1S",
        "products.purchase.key-retention, PT0S",
        "products.cache.ttl, -PT1S",
        "products.cache.size, 0",
        "products.cache.redis.url, redis",
        "products.cache.redis.url, redis://redis",
        "products.cache.redis.url, http://redis:6379",
        "products.cache.redis.url, redis://somebody@redis:6379",
        "products.cache.redis.url, redis://redis:6379/1",
        "products.cache.redis.url, rediss://redis",
        "products.cache.redis.trust-file, ca.crt",
        "products.cache.redis.timeout, PT0S",
        "products.outbox.interval, PT0S",
        "products.outbox.attempts, 0",
        "products.outbox.lease, PT0S",
        "products.demo-catalogue, yes",
        "products.recovery.lease, PT0S",
        "products.recovery.longest-lease, PT0.9S",
        "products.stock-check.interval, PT0S"
    })
    void fromWhenAValueIsWrongThenRefuses(String key, String value) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.put(key, value);

        assertThatThrownBy(() -> from(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ");
    }

    @Test
    void fromWhenARequiredKeyIsMissingThenNamesIt() {
        assertThatThrownBy(() -> from(Map.of())).hasMessageContaining("products.orders-url");
    }

    private static ProductsConfig from(Map<String, String> values) {
        return ProductsConfig.from(new ConfigKeys(key -> Optional.ofNullable(values.get(key))));
    }
}

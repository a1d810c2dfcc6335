// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.testing.ConfigTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of("products.orders-url", "http://orders:8080");

    @Test
    void ofWhenReadThenKeysAndDefaultsAreThoseOfTheReadme() {
        assertThatCode(() -> ConfigTable.read().check(ProductsConfig::of, REQUIRED))
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
        "products.demo-catalogue, yes",
        "products.recovery.batch, many",
        "products.recovery.longest-lease, PT1S"
    })
    void ofWhenAValueIsWrongThenRefuses(String key, String value) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.put(key, value);

        assertThatThrownBy(() -> ProductsConfig.of(name -> Optional.ofNullable(values.get(name))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofWhenARequiredKeyIsMissingThenNamesIt() {
        assertThatThrownBy(() -> ProductsConfig.of(_ -> Optional.empty()))
                .hasMessageContaining("products.orders-url");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.testing.ConfigTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdersConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of("orders.products-url", "http://products:8080");

    @Test
    void ofWhenReadThenKeysAndDefaultsAreThoseOfTheReadme() {
        assertThatCode(() -> ConfigTable.read().check(OrdersConfig::of, REQUIRED))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "orders.products-url, products",
        "orders.products-timeout, PT0S",
        "orders.products-timeout, 2s",
        "orders.cancel-budget, -PT1S",
        "orders.recovery.batch, 0",
        "orders.recovery.batch, many",
        "orders.recovery.longest-lease, PT1S"
    })
    void ofWhenAValueIsWrongThenRefuses(String key, String value) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.put(key, value);

        assertThatThrownBy(() -> OrdersConfig.of(name -> Optional.ofNullable(values.get(name))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofWhenARequiredKeyIsMissingThenNamesIt() {
        assertThatThrownBy(() -> OrdersConfig.of(_ -> Optional.empty()))
                .hasMessageContaining("orders.products-url");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

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

class OrdersConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "orders.products-url",
                    "http://products:8080",
                    "orders.payments-url",
                    "http://payments:8080",
                    "orders.seal.keys-file",
                    "/secrets/orders.keys");

    @Test
    void fromWhenReadThenKeysAndDefaultsAreThoseOfTheReadme() {
        assertThatCode(() ->
                        ConfigTable.read()
                                .check(
                                        values -> OrdersConfig.from(new ConfigKeys(values)),
                                        REQUIRED))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "orders.products-url, products",
        "orders.products-timeout, PT0S",
        "orders.products-timeout, 2s",
        "orders.payments-url, payments:8080/x",
        "orders.payments-timeout, PT0S",
        "orders.cancel-budget, -PT1S",
        "orders.recovery.lease, PT0S",
        "orders.recovery.longest-lease, PT0.9S"
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
        assertThatThrownBy(() -> from(Map.of())).hasMessageContaining("orders.products-url");
    }

    private static OrdersConfig from(Map<String, String> values) {
        return OrdersConfig.from(new ConfigKeys(key -> Optional.ofNullable(values.get(key))));
    }
}

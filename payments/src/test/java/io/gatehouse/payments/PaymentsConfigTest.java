// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

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

class PaymentsConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "payments.provider.url", "http://provider:8090",
                    "payments.provider.key-file", "/secrets/provider.key",
                    "payments.seal.keys-file", "/secrets/encryption.keys",
                    "payments.webhook.secret-file", "/secrets/webhook.secrets");

    @Test
    void fromWhenReadThenKeysAndDefaultsAreThoseOfTheReadme() {
        assertThatCode(() ->
                        ConfigTable.read()
                                .check(
                                        values -> PaymentsConfig.from(new ConfigKeys(values)),
                                        REQUIRED))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "payments.provider.kind, paypal",
        "payments.provider.url, provider",
        "payments.provider.timeout, PT0S",
        "payments.provider.budget, 4s",
        "payments.provider.card-source, tok ok",
        "payments.ledger.interval, PT0S",
        "payments.recovery.batch, 0",
        "payments.recovery.lease, -PT1S",
        "payments.recovery.longest-lease, PT1S"
    })
    void fromWhenAValueIsWrongThenRefuses(String key, String value) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.put(key, value);

        assertThatThrownBy(() -> from(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ");
    }

    @Test
    void fromWhenRequiredKeysAreMissingThenNamesOne() {
        assertThatThrownBy(() -> from(Map.of())).hasMessageContaining("payments.provider.url");
    }

    private static PaymentsConfig from(Map<String, String> values) {
        return PaymentsConfig.from(new ConfigKeys(key -> Optional.ofNullable(values.get(key))));
    }
}

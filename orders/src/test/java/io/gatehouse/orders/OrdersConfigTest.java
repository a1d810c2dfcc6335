// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdersConfigTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(orders\\.[a-z.-]+)` \\| (yes|no) \\| (?:`([^`]+)`|–) \\|.*");
    private static final Map<String, String> REQUIRED =
            Map.of("orders.products-url", "http://products:8080");

    @Test
    void ofWhenReadThenAsksForExactlyTheKeysOfTheReadme() throws IOException {
        Set<String> asked = new TreeSet<>();

        OrdersConfig.of(key -> {
            asked.add(key);
            return Optional.ofNullable(REQUIRED.get(key));
        });

        assertThat(asked).isEqualTo(new TreeSet<>(readme().keySet()));
    }

    @Test
    void ofWhenOnlyWhatIsRequiredIsSetThenTheDefaultsAreThoseOfTheReadme() throws IOException {
        Map<String, String> written = new HashMap<>(REQUIRED);
        readme().forEach((key, value) -> value.ifPresent(text -> written.put(key, text)));

        assertThat(OrdersConfig.of(key -> Optional.ofNullable(REQUIRED.get(key))))
                .isEqualTo(OrdersConfig.of(key -> Optional.ofNullable(written.get(key))));
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
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void ofWhenARequiredKeyIsMissingThenNamesIt() {
        assertThatThrownBy(() -> OrdersConfig.of(_ -> Optional.empty()))
                .hasMessageContaining("orders.products-url");
    }

    private static Map<String, Optional<String>> readme() throws IOException {
        Map<String, Optional<String>> keys = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                keys.put(row.group(1), Optional.ofNullable(row.group(3)));
            }
        }
        return keys;
    }
}

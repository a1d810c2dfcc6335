// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

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

class ProductsConfigTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(products\\.[a-z.-]+)` \\| (yes|no) \\| (?:`([^`]+)`|–) \\|.*");
    private static final Map<String, String> REQUIRED =
            Map.of("products.orders-url", "http://orders:8080");

    @Test
    void ofWhenReadThenAsksForExactlyTheKeysOfTheReadme() throws IOException {
        Set<String> asked = new TreeSet<>();

        ProductsConfig.of(key -> {
            asked.add(key);
            return Optional.ofNullable(REQUIRED.get(key));
        });

        assertThat(asked).isEqualTo(new TreeSet<>(readme().keySet()));
    }

    @Test
    void ofWhenOnlyWhatIsRequiredIsSetThenTheDefaultsAreThoseOfTheReadme() throws IOException {
        Map<String, String> written = new HashMap<>(REQUIRED);
        readme().forEach((key, value) -> value.ifPresent(text -> written.put(key, text)));

        assertThat(ProductsConfig.of(key -> Optional.ofNullable(REQUIRED.get(key))))
                .isEqualTo(ProductsConfig.of(key -> Optional.ofNullable(written.get(key))));
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
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void ofWhenARequiredKeyIsMissingThenNamesIt() {
        assertThatThrownBy(() -> ProductsConfig.of(_ -> Optional.empty()))
                .hasMessageContaining("products.orders-url");
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

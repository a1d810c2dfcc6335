// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueQueryTest {
    @ParameterizedTest
    @CsvSource({
        "'',%%",
        "mug,%mug%",
        "' mug ',%mug%",
        "100%,%100\\%%",
        "a_b,%a\\_b%",
        "a\\b,%a\\\\b%"
    })
    void patternWhenTheSearchHoldsWildcardsThenTheyMeanThemselves(String search, String pattern) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.add("q", search);

        assertThat(CatalogueQuery.of(parameters).pattern()).isEqualTo(pattern);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageQueryTest {
    @Test
    void ofWhenNothingIsAskedThenTheFirstTwentyOfAll() {
        PageQuery query = PageQuery.of(new MultivaluedHashMap<>());

        assertThat(query).isEqualTo(new PageQuery(20, Cursor.START, ""));
        assertThat(query.pattern()).isEqualTo("%%");
    }

    @ParameterizedTest
    @CsvSource({"mug,%mug%", "' mug ',%mug%", "100%,%100\\%%", "a_b,%a\\_b%", "a\\b,%a\\\\b%"})
    void patternWhenTheSearchHoldsWildcardsThenTheyMeanThemselves(String search, String pattern) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.add("q", search);

        assertThat(PageQuery.of(parameters).pattern()).isEqualTo(pattern);
    }
}

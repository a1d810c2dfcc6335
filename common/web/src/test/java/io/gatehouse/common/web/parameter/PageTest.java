// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    private static final PageQuery TWO = new PageQuery(2, Cursor.START);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2"})
    void ofWhenNoRowIsLeftOverThenThereIsNoNextPage(int rows, int shown) {
        Page<String> page = Page.of(rows(rows), TWO, PageTest::place, row -> "row " + row);

        assertThat(page.items()).hasSize(shown);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void ofWhenOneRowIsLeftOverThenTheNextPageBeginsAfterTheLastShown() {
        Page<String> page = Page.of(rows(3), TWO, PageTest::place, row -> "row " + row);

        assertThat(page.items()).containsExactly("row 0", "row 1");
        assertThat(page.next()).contains(place(1).encode());
    }

    private static List<Integer> rows(int count) {
        return List.of(0, 1, 2).subList(0, count);
    }

    private static Cursor place(int row) {
        return new Cursor(Instant.EPOCH, new UUID(0, row));
    }
}

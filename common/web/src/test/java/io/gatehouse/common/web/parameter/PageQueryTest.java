// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.common.web.problem.FieldError;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageQueryTest {
    @Test
    void ofWhenNothingIsAskedThenTheFirstTwenty() {
        PageQuery query = PageQuery.of(parameters("limit"));

        assertThat(query).isEqualTo(new PageQuery(20, Cursor.START));
        assertThat(query.rows()).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 99, 100})
    void ofWhenLimitIsInRangeThenTaken(int limit) {
        assertThat(PageQuery.of(parameters("limit", "" + limit)).limit()).isEqualTo(limit);
    }

    @Test
    void ofWhenCursorIsOursThenTaken() {
        Cursor place = new Cursor(Instant.parse("2026-02-03T04:05:06Z"), new UUID(1, 2));

        assertThat(PageQuery.of(parameters("after", place.encode())).after()).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 101",
        "limit, 007",
        "limit, -1",
        "limit, +1",
        "limit, 1e1",
        "limit, ''",
        "limit, ten",
        "limit, ١",
        "limit, 99999999999999999999",
        "after, ''",
        "after, x",
        "after, ________________________________",
    })
    void ofWhenValueIsWrongThenParameterNamed(String name, String value) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PageQuery.of(parameters(name, value)))
                .satisfies(problem -> assertNames(problem, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "after"})
    void ofWhenGivenTwiceThenParameterNamed(String name) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PageQuery.of(parameters(name, "5", "5")))
                .satisfies(problem -> assertNames(problem, name));
    }

    @ParameterizedTest
    @CsvSource({"mug, mug", "' a mug ', a mug", "100%, 100%", "'', ''", "größe, größe"})
    void searchWhenTextIsPlainThenStripped(String text, String found) {
        assertThat(PageQuery.search(parameters("q", text))).isEqualTo(found);
    }

    @Test
    void searchWhenNothingIsAskedThenEmpty() {
        assertThat(PageQuery.search(parameters("q"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\nb", "\u007f", "\ud800"})
    void searchWhenTextCannotBeStoredThenParameterNamed(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PageQuery.search(parameters("q", text)))
                .satisfies(problem -> assertNames(problem, "q"));
    }

    @Test
    void searchWhenTooLongOrTwiceThenParameterNamed() {
        assertThat(PageQuery.search(parameters("q", "x".repeat(100)))).hasSize(100);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PageQuery.search(parameters("q", "x".repeat(101))))
                .satisfies(problem -> assertNames(problem, "q"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PageQuery.search(parameters("q", "a", "b")))
                .satisfies(problem -> assertNames(problem, "q"));
    }

    private static void assertNames(ProblemException problem, String parameter) {
        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PARAMETER);
        assertThat(problem.errors()).extracting(FieldError::field).containsExactly(parameter);
    }

    private static MultivaluedMap<String, String> parameters(String name, String... values) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        Arrays.stream(values).forEach(value -> parameters.add(name, value));
        return parameters;
    }
}

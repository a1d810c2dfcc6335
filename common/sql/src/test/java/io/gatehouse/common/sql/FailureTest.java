// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "40003, BROKEN",
        "08006, BROKEN",
        "08001, BROKEN",
        "57P01, BROKEN",
        "57P03, BROKEN",
        "23505, FINAL",
        "57014, FINAL",
        "55P03, FINAL",
        "22001, FINAL",
    })
    void ofWhenCauseCarriesStateThenStateDecides(String state, Failure expected) {
        Exception thrown =
                new IllegalStateException(new RuntimeException(new SQLException("x", state)));

        assertThat(Failure.of(thrown)).isEqualTo(expected);
    }

    @Test
    void ofWhenStateIsOnlySuppressedThenItIsFound() {
        Exception thrown = new IllegalStateException("rolled back");
        thrown.addSuppressed(new RuntimeException(new SQLException("x", "40001")));

        assertThat(Failure.of(thrown)).isEqualTo(Failure.CONFLICT);
    }

    @Test
    void ofWhenPoolHasNoConnectionThenAway() {
        Exception thrown =
                new RuntimeException(new SQLTransientConnectionException("timed out", "08001"));

        assertThat(Failure.of(thrown)).isEqualTo(Failure.AWAY);
    }

    @Test
    void ofWhenCausesFormACircleThenItEnds() {
        Exception first = new IllegalStateException("first");
        first.addSuppressed(new IllegalStateException("second", first));

        assertThat(Failure.of(first)).isEqualTo(Failure.FINAL);
    }
}

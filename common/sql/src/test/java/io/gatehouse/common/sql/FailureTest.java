// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "0, FINAL",
        "08000, BROKEN",
        "0A000, FINAL",
        "25001, FINAL",
        "25006, READ_ONLY",
        "25P03, BROKEN",
        "25P04, BROKEN",
        "26000, STALE",
        "40000, FINAL",
        "40002, FINAL",
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "40003, BROKEN",
        "08006, BROKEN",
        "08001, BROKEN",
        "53100, AWAY",
        "53300, BROKEN",
        "57P01, BROKEN",
        "57P02, BROKEN",
        "57P05, BROKEN",
        "57P03, BROKEN",
        "23505, FINAL",
        "57014, FINAL",
        "55P03, FINAL",
        "22001, FINAL",
        "42P01, FINAL",
        "XX000, FINAL",
    })
    void ofWhenCauseCarriesStateThenStateDecides(String state, Failure expected) {
        Exception thrown =
                new IllegalStateException(new RuntimeException(new SQLException("x", state)));

        assertThat(Failure.of(thrown)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'Mcached plan must not change result type;RRevalidateCachedQuery', STALE",
        "'Mzwischengespeicherter Plan;RRevalidateCachedQuery', STALE",
        "'Mcached plan must not change result type', STALE",
        "'Mthat is not supported;RtransformStmt', FINAL",
    })
    void ofWhenAFeatureIsNotSupportedThenOnlyAStalePlanIsRepeated(String fields, Failure expected) {
        String message = "SERROR;C0A000;" + fields + ";";
        Exception thrown =
                new IllegalStateException(
                        new PSQLException(new ServerErrorMessage(message.replace(';', '\0'))));

        assertThat(Failure.of(thrown)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "CONFLICT, true, true",
        "STALE, true, true",
        "READ_ONLY, true, true",
        "BROKEN, true, false",
        "AWAY, false, false",
        "FINAL, false, false",
    })
    void isRepeatableWhenCommitWasSentThenOnlyWhereNothingWasDone(
            Failure failure, boolean before, boolean unknown) {
        assertThat(failure.isRepeatable(false)).isEqualTo(before);
        assertThat(failure.isRepeatable(true)).isEqualTo(unknown);
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

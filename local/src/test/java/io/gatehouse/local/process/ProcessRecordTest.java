// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessRecordTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void parseWhenWrittenBeforeThenIsTheSame(boolean isReady) {
        ProcessRecord record =
                new ProcessRecord("idp", 42, Instant.ofEpochMilli(1_234), 3)
                        .observed(!isReady, Instant.ofEpochMilli(4_567))
                        .observed(isReady, Instant.ofEpochMilli(5_678));

        assertThat(ProcessRecord.parse("idp", record.toLine())).contains(record);
    }

    @Test
    void observedWhenNothingChangedThenKeepsSinceWhen() {
        ProcessRecord ready =
                new ProcessRecord("idp", 42, Instant.EPOCH, 0)
                        .observed(true, Instant.EPOCH.plusSeconds(5));

        assertThat(ready.observed(true, Instant.EPOCH.plusSeconds(9)).since())
                .isEqualTo(Instant.EPOCH.plusSeconds(5));
        assertThat(ready.observed(false, Instant.EPOCH.plusSeconds(9)))
                .returns(false, ProcessRecord::isReady)
                .returns(Instant.EPOCH.plusSeconds(9), ProcessRecord::since);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42 1234 3", "42 1234 3 tru"})
    void parseWhenReadinessIsNotWrittenThenTheProcessIsFoundAllTheSame(String line) {
        assertThat(ProcessRecord.parse("idp", line))
                .contains(new ProcessRecord("idp", 42, Instant.ofEpochMilli(1_234), 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42",
                "42 ",
                "42 1234",
                "x 1234 0",
                "42 1234 x",
                "42 1234 x true 1",
                "42 1234 0 true x"
            })
    void parseWhenLineWasCutShortThenIsEmpty(String line) {
        assertThat(ProcessRecord.parse("idp", line)).isEmpty();
    }

    @Test
    void aliveWhenItIsThisProcessThenPresent() {
        ProcessHandle self = ProcessHandle.current();

        assertThat(new ProcessRecord("self", self, 0).alive()).contains(self);
    }

    @Test
    void aliveWhenStartTimeDiffersThenEmpty() {
        ProcessRecord self = new ProcessRecord("self", ProcessHandle.current(), 0);

        assertThat(new ProcessRecord("self", self.pid(), Instant.EPOCH, 0).alive()).isEmpty();
    }
}

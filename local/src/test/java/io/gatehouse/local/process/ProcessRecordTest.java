// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessRecordTest {
    @Test
    void parseWhenWrittenBeforeThenIsTheSame() {
        ProcessRecord record = new ProcessRecord("idp", 42, Instant.ofEpochMilli(1_234), 3);

        assertThat(ProcessRecord.parse("idp", record.toLine())).contains(record);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "42 ", "42 1234", "x 1234 0", "42 1234 x"})
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

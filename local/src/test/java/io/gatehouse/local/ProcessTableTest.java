// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.local.process.ProcessRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessTableTest {
    private static final Instant MORNING = Instant.parse("2026-03-07T08:15:30Z");
    private static final ProcessHandle ALIVE = ProcessHandle.current();
    private static final JsonNode PORTS =
            JsonNodeFactory.instance
                    .objectNode()
                    .set(
                            "idp",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("pid", 42)
                                    .put("appPort", 1)
                                    .put("adminPort", 2));

    private final ProcessTable table =
            new ProcessTable(Clock.fixed(MORNING.plusSeconds(60), ZoneOffset.UTC));

    @Test
    void textWhenAProcessIsReadyThenSaysSinceWhenAndItsPorts() {
        assertThat(row(process("idp").observed(true, MORNING)))
                .isEqualTo(
                        "idp               ready     08:15:30        3 %7d  appPort 1, adminPort 2"
                                .formatted(ALIVE.pid()));
    }

    /** Alive, and not able to serve: without its database, for example. */
    @Test
    void textWhenAProcessFailsThenSaysSinceWhen() {
        ProcessRecord process =
                process("orders").observed(true, MORNING).observed(false, MORNING.plusSeconds(9));

        assertThat(row(process)).startsWith("orders            not ready 08:15:39        3 ");
    }

    @Test
    void textWhenItIsSoSinceAnEarlierDayThenNamesTheDay() {
        assertThat(row(process("idp").observed(true, MORNING.minusSeconds(86_400))))
                .startsWith("idp               ready     Mar 6           3 ");
    }

    /** The launcher looks every ten seconds only. */
    @Test
    void textWhenAProcessHasDiedThenSaysSoThoughItWasReady() {
        ProcessRecord other = new ProcessRecord("idp", ALIVE.pid(), Instant.EPOCH, 0);

        assertThat(row(other.observed(true, MORNING))).startsWith("idp               dead ");
    }

    @Test
    void textWhenAServiceIsTrainedThenSaysWhatThatIs() {
        List<ProcessRecord> processes = List.of(process("idp"), process("training-idp"));

        assertThat(table.text(processes, PORTS).lines())
                .anyMatch(line -> line.startsWith("training-idp      training "))
                .anyMatch(line -> line.startsWith("A training run serves nobody"));
        assertThat(table.text(List.of(process("idp")), PORTS)).doesNotContain("training");
    }

    private String row(ProcessRecord process) {
        return table.text(List.of(process), PORTS).lines().toList().get(1);
    }

    private static ProcessRecord process(String name) {
        return new ProcessRecord(name, ALIVE, 3);
    }
}

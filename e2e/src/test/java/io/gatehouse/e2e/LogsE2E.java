// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After all that has gone before: no secret of it stands in a log. */
@EndToEnd
@Tag("local")
@Order(50)
class LogsE2E {
    private final Target target;

    LogsE2E(Target target) {
        this.target = target;
    }

    @Test
    void logsWhenPlantedSecretsWentThroughThenHoldNone() throws IOException {
        PlantedSecrets secrets;
        try (Session session = target.accounts().login(target.accounts().register())) {
            secrets = PlantedSecrets.plant(session, new Shop(target).product(1));
        }

        List<Path> logs = logs();
        assertThat(logs).hasSizeGreaterThanOrEqualTo(6);
        for (Path log : logs) {
            secrets.checkAbsent(log.toString(), Files.readString(log, StandardCharsets.ISO_8859_1));
        }
    }

    /** Every refusal and every death in this suite is one the services know how to answer. */
    @Test
    void logsWhenTheSuiteIsOverThenNoServiceMetWhatItDidNotForesee() throws IOException {
        for (Path log : logs()) {
            assertThat(Files.readString(log, StandardCharsets.ISO_8859_1).lines())
                    .as(log.toString())
                    .noneMatch(line -> line.contains("unforeseen failure"));
        }
    }

    /** Only PostgreSQL has a form of its own, and the provider, a stranger, a word at its start. */
    @Test
    void logsWhenTheSuiteIsOverThenEveryLineIsAJsonObject() throws IOException {
        for (Path log : logs()) {
            String name = log.getFileName().toString();
            if (!name.startsWith("postgres.") && !name.startsWith("provider-sim.")) {
                assertThat(Files.readString(log, StandardCharsets.ISO_8859_1).lines())
                        .as(log.toString())
                        .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            }
        }
    }

    /** Helidon says at a start what would be true if the gate and the door were not. */
    @Test
    void logsWhenTheServicesStartedThenNothingInThemAlarmsInVain() throws IOException {
        for (Path log : logs()) {
            assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                    .as(log.toString())
                    .doesNotContain("is missing from security configuration")
                    .doesNotContain("all other host addresses");
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(target.local().logs())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}

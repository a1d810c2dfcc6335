// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static Measured measured(Way way, int operations) {
        Latencies latencies = new Latencies();
        for (int i = 0; i < operations; i++) {
            latencies.add(2_000_000);
        }
        Load.Outcome outcome =
                new Load.Outcome(Latencies.merge(List.of(latencies)), 1, Duration.ofSeconds(2));
        return new Measured(Operation.JWKS, way, outcome, Map.of("envoy", 50L, "idp", 150L));
    }

    @Test
    void operationsWhenBothWaysAreMeasuredThenShowsEachAndTheirRatio() {
        List<Measured> all = List.of(measured(Way.GATE, 100), measured(Way.DIRECT, 200));

        String text = new Report().operations(all, List.of("envoy", "idp")).text();

        assertThat(text)
                .contains("| jwks | gate | 50.0 | 2.00 | 2.00 | 1 | 2.00 | 0.500 | 1.50 |")
                .contains("| jwks | direct | 100 | 2.00 | 2.00 | 1 | 1.00 | 0.250 | 0.750 |")
                .contains("| jwks | 0.500× | 1.00× | 1.00× | 2.00× |");
    }

    @Test
    void operationsWhenOneWayIsMissingThenThereIsNoRatio() {
        String text = new Report().operations(List.of(measured(Way.GATE, 100)), List.of()).text();

        assertThat(text).doesNotContain("×");
    }

    @Test
    void memoryWhenGivenThenIsInMebibytesWithASum() {
        String text = new Report().memory(Map.of("idp", 2048L), Map.of("idp", 10_240L)).text();

        assertThat(text).contains("| idp | 2 | 10 |").contains("| sum | 2 | 10 |");
    }
}

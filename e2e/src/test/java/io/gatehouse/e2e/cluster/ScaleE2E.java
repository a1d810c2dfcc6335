// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Load;
import io.gatehouse.e2e.LoadReport;
import io.gatehouse.e2e.Target;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The HorizontalPodAutoscaler follows the load. */
@Tag("cluster")
@EndToEnd
@Timeout(value = 40, unit = TimeUnit.MINUTES)
final class ScaleE2E {
    private static final String SECTION = "06-scale";

    /**
     * Above half of what two pods of the demonstration reserve, on a fast machine too: a page of
     * the catalogue comes from the cache and costs about a millisecond. Far below what the gate
     * lets through.
     */
    private static final int PER_SECOND = 75;

    /** The window for going up (2 min), the metrics behind it (1 min) and the start of a pod. */
    private static final Duration UP = Duration.ofMinutes(6);

    /** The window for going down (5 min), and the same again for what came before this test. */
    private static final Duration DOWN = Duration.ofMinutes(12);

    private final Target target;

    ScaleE2E(Target target) {
        this.target = target;
    }

    @Test
    void productsWhenUnderLoadThenThreeAndThenTwoAgain() {
        await("two pods of products before the load")
                .atMost(DOWN)
                .until(() -> Workload.PRODUCTS.wanted() == 2);
        try (Load load = Load.ofProducts(target, PER_SECOND)) {
            long start = System.nanoTime();
            await("a third pod")
                    .atMost(UP)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> Workload.PRODUCTS.wanted() == 3);
            Duration asked = Proof.since(start);
            Workload.PRODUCTS.awaitReady(3, UP);
            Duration up = Proof.since(start);
            LoadReport report = load.stop();

            Proof.note(
                    SECTION,
                    "load on products: the autoscaler asks for the third pod after %s, ready after %s; %s"
                            .formatted(Proof.seconds(asked), Proof.seconds(up), report.summary()));
            assertThat(report.failures()).as(report.whenFailed()).isEmpty();
        }
        long start = System.nanoTime();

        await("two pods again")
                .atMost(DOWN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Workload.PRODUCTS.wanted() == 2);

        Workload.PRODUCTS.awaitReady(2, UP);
        Proof.note(SECTION, "load gone: two pods again after " + Proof.seconds(Proof.since(start)));
    }
}

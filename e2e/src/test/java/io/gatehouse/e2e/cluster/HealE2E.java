// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Load;
import io.gatehouse.e2e.LoadReport;
import io.gatehouse.e2e.Target;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever ends, its twin answers, and Kubernetes puts it back. */
@Tag("cluster")
@EndToEnd
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class HealE2E {
    private static final String SECTION = "04-heal";

    /** Several JVMs at once may share few cores with everything else. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int PER_SECOND = 30;
    private static final int RESTART_PER_SECOND = 50;

    private final Target target;

    HealE2E(Target target) {
        this.target = target;
    }

    @Test
    void deletePodWhenUnderLoadThenNoRequestFails() {
        try (Load load = Load.start(target, PER_SECOND)) {
            for (Workload workload : Workload.SERVING) {
                long start = System.nanoTime();
                workload.delete(workload.readyPods().getFirst());
                workload.awaitWanted(LONGEST);
                Proof.note(
                        SECTION,
                        "pod of %s deleted: replaced and ready after %s"
                                .formatted(workload, Proof.seconds(Proof.since(start))));
            }
            LoadReport report = load.stop();

            Proof.note(SECTION, "a pod of each deleted in turn: " + report.summary());
            assertThat(report.failures()).as(report.whenFailed()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "idp, /authentication/fail", "authz, /authorization/fail",
        "products, /products/fail", "orders, /orders/fail",
        "payments, /payments/fail"
    })
    void failWhenProbedThreeTimesThenContainerIsRestarted(String name, String path) {
        Workload workload =
                Workload.SERVING.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .get();
        int before = restarts(workload);
        long start = System.nanoTime();

        target.accounts().firstAdmin().setUp(Call.post(path)).expect(202);

        await("a restart of " + name)
                .atMost(LONGEST)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> restarts(workload) == before + 1);
        Duration restarted = Proof.since(start);
        workload.awaitRolledOut(LONGEST);
        Proof.note(
                SECTION,
                "POST %s: restarted after %s, the restart count went from %d to %d; ready again after %s"
                        .formatted(
                                path,
                                Proof.seconds(restarted),
                                before,
                                before + 1,
                                Proof.seconds(Proof.since(start))));
    }

    private static int restarts(Workload workload) {
        return workload.pods().stream().mapToInt(Pod::restarts).sum();
    }

    @Test
    void rollingRestartWhenUnderFiftyASecondThenNoRequestFails() {
        try (Load load = Load.start(target, RESTART_PER_SECOND)) {
            long start = System.nanoTime();
            for (Workload workload : Workload.SERVING) {
                workload.restart();
                workload.awaitRolledOut(LONGEST);
            }
            Duration took = Proof.since(start);
            LoadReport report = load.stop();

            Proof.note(
                    SECTION,
                    "rolling restart of all services and gateways, one after the other, in %s: %s"
                            .formatted(Proof.seconds(took), report.summary()));
            assertThat(report.failures()).as(report.whenFailed()).isEmpty();
            assertThat(report.perSecond()).isGreaterThan(RESTART_PER_SECOND * 0.95);
        }
    }
}

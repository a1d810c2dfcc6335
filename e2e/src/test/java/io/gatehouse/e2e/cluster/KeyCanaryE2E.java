// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Idp tries the next key at the gate before it signs (component key-canary). */
@EndToEnd
@Tag("cluster")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class KeyCanaryE2E {
    private static final String SECTION = "18-key-canary";
    private static final Call ROTATE = Call.post("/admin/keys/rotate");

    /** So long a key is published before anything is tried. */
    private static final Duration PUBLISHED = Duration.ofMinutes(11);

    private static final Duration SOON = Duration.ofMinutes(1);

    private final Target target;

    KeyCanaryE2E(Target target) {
        this.target = target;
    }

    @Test
    void rotateWhenIdpDoesNotGetToTheGateThenTheKeyWaitsUntilItDoes() {
        ObjectNode way = Kubectl.kept("gatehouse", "networkpolicy", "idp-to-gateway");
        Instant start = Instant.now();
        Kubectl.run("-n", "gatehouse", "delete", "networkpolicy", "idp-to-gateway");
        try {
            double before = tried("undecided");
            await("a key that is tried")
                    .atMost(PUBLISHED)
                    .pollInterval(Duration.ofSeconds(5))
                    .until(() -> {
                        rotate().expectProblem(409, "key_too_new");
                        return tried("undecided") > before;
                    });
        } finally {
            Kubectl.apply(way.toString());
        }
        assertThat(ContainerLog.of(Workload.IDP).since(start)).contains("UNDECIDED");
        long mended = System.nanoTime();
        double before = tried("accepted");

        await("a turn of the keys").atMost(SOON).until(() -> rotate().status() == 200);

        assertThat(tried("accepted")).isEqualTo(before + 1);
        Proof.note(
                SECTION,
                "idp not let out to the gateway: 409 key_too_new, the next key waits; let out again:"
                        + " the gate takes its token and it signs %s later"
                                .formatted(Proof.seconds(Proof.since(mended))));
    }

    @Test
    void proxiesWhenAskedWhatTheyKnowThenIdpsAloneKnowsTheWayToTheGate() {
        assertThat(
                        Stream.concat(Workload.SERVING.stream(), Stream.of(Workload.RATELIMIT))
                                .filter(this::knowsTheGate))
                .containsExactly(Workload.IDP);
        Proof.note(SECTION, "of all proxies that of idp alone knows the gate's name");
    }

    private boolean knowsTheGate(Workload workload) {
        Pod pod = workload.readyPods().getFirst();
        return Kubectl.proxy(workload.namespace(), pod.name(), "clusters")
                .contains("outbound|443||" + target.url().getHost());
    }

    private Answer rotate() {
        return target.accounts().firstAdmin().setUp(ROTATE);
    }

    private static double tried(String outcome) {
        return AdminPort.counted(Workload.IDP, "gatehouse_idp_key_canaries_total", outcome);
    }
}

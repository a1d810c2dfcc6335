// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Load;
import io.gatehouse.e2e.LoadReport;
import io.gatehouse.e2e.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A node goes, in an orderly way or not. Wants three nodes; {@code GATEHOUSE_POWER} is the command
 * that, with {@code off NODE} and {@code on NODE} behind it, switches one.
 */
@Tag("cluster")
@Tag("nodes")
@EndToEnd
@Timeout(value = 25, unit = TimeUnit.MINUTES)
final class NodesE2E {
    private static final String SECTION = "05-nodes";
    private static final int PER_SECOND = 30;
    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";

    private final Target target;
    private Optional<String> touched = Optional.empty();

    NodesE2E(Target target) {
        this.target = target;
    }

    @AfterEach
    void nodeIsBack() {
        touched.ifPresent(node -> Kubectl.run("uncordon", node));
        // Nothing moves back by itself.
        Workload.SERVING.forEach(Workload::restart);
        Workload.SERVING.forEach(workload -> workload.awaitRolledOut(LONGEST));
    }

    @Test
    void podsWhenThereAreNodesThenSpreadOverThem() {
        for (Workload workload : Workload.SERVING) {
            List<Pod> pods = workload.readyPods();
            Set<String> nodes = pods.stream().map(Pod::node).collect(Collectors.toSet());

            assertThat(nodes).as("nodes of %s", workload).hasSameSizeAs(pods);
            Proof.note(
                    SECTION,
                    "%d pods of %s on %d nodes".formatted(pods.size(), workload, nodes.size()));
        }
    }

    @Test
    void drainWhenUnderLoadThenNoRequestFails() {
        String node = victim();
        touched = Optional.of(node);
        try (Load load = Load.start(target, PER_SECOND)) {
            long start = System.nanoTime();
            Kubectl.run(
                    "drain",
                    node,
                    "--ignore-daemonsets",
                    "--delete-emptydir-data",
                    "--timeout=" + LONGEST.toSeconds() + "s");
            Duration drained = Proof.since(start);
            Workload.SERVING.forEach(workload -> workload.awaitRolledOut(LONGEST));
            Duration whole = Proof.since(start);
            LoadReport report = load.stop();

            Proof.note(
                    SECTION,
                    "kubectl drain of a node: empty after %s, all replicas ready elsewhere after %s; %s"
                            .formatted(
                                    Proof.seconds(drained),
                                    Proof.seconds(whole),
                                    report.summary()));
            assertThat(report.failures()).as(report.whenFailed()).isEmpty();
            assertThat(load.lostPurchases()).isEmpty();
        }
    }

    @Test
    void powerCutWhenUnderLoadThenTheRestAnswersAndNoPurchaseIsLost() {
        String node = victim();
        touched = Optional.of(node);
        try (Load load = Load.start(target, PER_SECOND)) {
            Duration whole = cutPower(node);
            LoadReport report = load.stop();

            Proof.note(
                    SECTION,
                    "power cut of a node: all replicas ready elsewhere after %s; %s; the first and the last"
                                    .formatted(Proof.seconds(whole), report.summary())
                            + " failure lie %s apart".formatted(Proof.seconds(report.disturbed())));
            List<String> lost = load.lostPurchases();
            Proof.note(
                    SECTION,
                    "of %d acknowledged purchases %d were lost"
                            .formatted(load.purchases(), lost.size()));
            assertThat(lost).isEmpty();
            assertThat(report.failures().size())
                    .as("failures of %s", report.kinds())
                    .isLessThan(report.samples().size() / 20);
        }
    }

    /** Until all replicas are ready elsewhere; the node comes back even if they never are. */
    private static Duration cutPower(String node) {
        Duration whole;
        try {
            power("off", node);
            long start = System.nanoTime();
            Workload.SERVING.forEach(workload -> awaitWithout(node, workload));
            whole = Proof.since(start);
        } finally {
            power("on", node);
        }
        await("the node's return")
                .atMost(LONGEST)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> isReady(node));
        return whole;
    }

    private static boolean isReady(String node) {
        return Kubectl.attempt("wait", "--for=condition=Ready", "node/" + node, "--timeout=1s")
                        .status()
                == 0;
    }

    private static void awaitWithout(String node, Workload workload) {
        await("replicas of " + workload + " elsewhere")
                .atMost(LONGEST)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        workload.readyPods().stream()
                                        .filter(pod -> !pod.node().equals(node))
                                        .count()
                                >= 2);
    }

    /**
     * A node with replicas of ours, but neither the database, which is one pod here, nor the
     * cluster itself.
     */
    private static String victim() {
        Set<String> spared = controlPlane();
        Pod.stream(Kubectl.json("-n", "gatehouse-data", "get", "pods").path("items"))
                .map(pod -> Pod.of(pod, "").node())
                .forEach(spared::add);
        List<String> candidates =
                Stream.of(Workload.GATEWAY, Workload.AUTHZ, Workload.PRODUCTS)
                        .flatMap(workload -> workload.readyPods().stream())
                        .map(Pod::node)
                        .filter(node -> !spared.contains(node))
                        .toList();
        assertThat(candidates).as("nodes that can be spared").isNotEmpty();
        return candidates.getFirst();
    }

    /** By the label, and by the address of the API for clusters whose nodes have no such label. */
    private static Set<String> controlPlane() {
        List<String> api = ApiServer.find().addresses();
        return Pod.stream(Kubectl.json("get", "nodes").path("items"))
                .filter(node ->
                        node.path("metadata").path("labels").has(CONTROL_PLANE)
                                || Pod.stream(node.path("status").path("addresses"))
                                        .anyMatch(each ->
                                                api.contains(each.path("address").asText())))
                .map(node -> node.path("metadata").path("name").asText())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static void power(String state, String node) {
        String command = System.getenv("GATEHOUSE_POWER");
        assertThat(command).as("GATEHOUSE_POWER").isNotNull();
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(state, node));
        Kubectl.command(Optional.empty(), words).orFail();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one container of a workload writes, in all of its pods. */
record ContainerLog(Workload workload, String container) {
    /** By so much a node's clock may differ from ours. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    static ContainerLog of(Workload workload) {
        return new ContainerLog(workload, workload.container());
    }

    /** Of the proxy beside a service. */
    static ContainerLog ofProxy(Workload workload) {
        return new ContainerLog(workload, "istio-proxy");
    }

    /** All that the pods that serve now have written since then. */
    String since(Instant start) {
        String time = start.minus(SKEW).truncatedTo(ChronoUnit.SECONDS).toString();
        return workload.readyPods().stream()
                .map(pod ->
                        workload.kubectl(
                                "logs", pod.name(), "-c", container, "--since-time=" + time))
                .collect(Collectors.joining("\n"));
    }

    /** The lines in JSON that hold a text. */
    Stream<JsonNode> linesWith(String text, Instant start) {
        return since(start)
                .lines()
                .filter(line -> line.startsWith("{") && line.contains(text))
                .map(Json::read);
    }

    @Override
    public String toString() {
        return workload.container().equals(container)
                ? workload.name()
                : workload.name() + " (proxy)";
    }
}

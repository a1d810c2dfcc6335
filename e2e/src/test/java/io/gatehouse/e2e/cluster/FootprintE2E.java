// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Load;
import io.gatehouse.e2e.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the pods take, idle and under load, as the metrics API says. */
@Tag("cluster")
@EndToEnd
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class FootprintE2E {
    private static final String SECTION = "10-footprint";
    private static final List<String> NAMESPACES =
            List.of(
                    "istio-system",
                    "gatehouse",
                    "gatehouse-data",
                    "gatehouse-monitoring",
                    "provider");
    private static final int PER_SECOND = 50;

    /** The metrics API looks back a minute at most. */
    private static final Duration SETTLED = Duration.ofSeconds(75);

    /** The demonstration fits a node of 8 GiB, of which the node itself keeps one. */
    private static final long MOST_MEBIBYTES = 7 * 1024;

    private final Target target;

    FootprintE2E(Target target) {
        this.target = target;
    }

    /** What one pod takes: thousandths of a core and MiB. */
    private record Usage(long millicores, long mebibytes) {

        Usage plus(Usage other) {
            return new Usage(millicores + other.millicores, mebibytes + other.mebibytes);
        }
    }

    @Test
    void podsWhenIdleAndUnderLoadThenFitTheNode() {
        LockSupport.parkNanos(SETTLED.toNanos());
        Map<String, Usage> idle = usage();
        Map<String, Usage> busy;
        try (Load load = Load.start(target, PER_SECOND)) {
            LockSupport.parkNanos(SETTLED.toNanos());
            busy = usage();
            Proof.note(SECTION, "the load: " + load.stop().summary() + "\n");
        }

        Proof.text(
                SECTION, "| pod | CPU idle | CPU under load | memory idle | memory under load |");
        Proof.text(SECTION, "|---|---|---|---|---|");
        busy.forEach((pod, then) -> row(pod, idle.getOrDefault(pod, new Usage(0, 0)), then));
        row("all", sum(idle), sum(busy));

        assertThat(sum(busy).mebibytes()).isLessThan(MOST_MEBIBYTES);
    }

    private static void row(String name, Usage idle, Usage busy) {
        Proof.text(
                SECTION,
                "| %s | %dm | %dm | %d MiB | %d MiB |"
                        .formatted(
                                name,
                                idle.millicores(),
                                busy.millicores(),
                                idle.mebibytes(),
                                busy.mebibytes()));
    }

    private static Usage sum(Map<String, Usage> usage) {
        return usage.values().stream().reduce(new Usage(0, 0), Usage::plus);
    }

    /** By pod, without the random ends of the names; the twins of one are numbered. */
    private static Map<String, Usage> usage() {
        Map<String, Usage> all = new TreeMap<>();
        for (String namespace : NAMESPACES) {
            for (String line :
                    Kubectl.run("-n", namespace, "top", "pods", "--no-headers").lines().toList()) {
                String[] words = line.strip().split("\\s+", -1);
                String name = words[0].replaceFirst("-[a-f0-9]{6,10}-[a-z0-9]{5}$", "");
                int twin = 1;
                while (all.containsKey(name + " " + twin)) {
                    twin++;
                }
                all.put(
                        name + " " + twin,
                        new Usage(
                                Long.parseLong(words[1].replace("m", "")),
                                Long.parseLong(words[2].replace("Mi", ""))));
            }
        }
        return all;
    }
}

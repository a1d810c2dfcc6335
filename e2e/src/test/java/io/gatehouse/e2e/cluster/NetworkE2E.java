// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.e2e.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who can even connect: NetworkPolicy, below the mesh, and so also for what has no sidecar. */
@Tag("cluster")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class NetworkE2E {
    private static final String SECTION = "03-mesh";

    /** Taken for a gateway by NetworkPolicy alone: the Service wants one more label. */
    private static final Probe GATEWAY =
            new Probe(
                    Workload.GATEWAY.namespace(),
                    "probe-gateway",
                    "default",
                    false,
                    "istio: ingressgateway");

    private static final List<Probe> PROBES =
            List.of(Probe.PLAIN_HERE, Probe.PLAIN_ELSEWHERE, GATEWAY);

    @BeforeAll
    static void startProbes() {
        Probe.start(PROBES);
    }

    @AfterAll
    static void stopProbes() {
        Probe.stop(PROBES);
    }

    @Test
    void podWhenNoPolicyNamesItThenConnectsNowhere() {
        List<Probe.Ask> asks = new ArrayList<>(Doors.everyPort());
        asks.addAll(Doors.everyPodPort());
        asks.add(Probe.Ask.get("http://postgres.gatehouse-data.svc.cluster.local:5432/"));
        asks.add(Doors.podPort(Workload.PRODUCTS, 15020));
        asks.add(Doors.podPort(Workload.PRODUCTS, 15090));
        asks.add(Doors.podPort(Workload.GATEWAY, 15020));
        asks.add(Doors.podPort(Workload.GATEWAY, 15090));
        asks.add(Doors.podPort(Workload.ISTIOD, 8080));
        asks.add(Doors.podPort(Workload.ISTIOD, 15010));
        asks.add(Doors.podPort(Workload.ISTIOD, 15014));
        List<Probe> probes = List.of(Probe.PLAIN_HERE, Probe.PLAIN_ELSEWHERE);

        List<Callable<List<Probe.Reply>>> questions =
                probes.stream()
                        .<Callable<List<Probe.Reply>>>map(probe -> () -> probe.ask(asks))
                        .toList();
        List<List<Probe.Reply>> replies = Parallel.all(questions);

        for (int i = 0; i < probes.size(); i++) {
            assertThat(probes.get(i).wrong(asks, replies.get(i), Probe.Reply::silent))
                    .as("this cluster does not enforce NetworkPolicy, or a policy is too wide")
                    .isEmpty();
        }
        Proof.note(
                SECTION,
                "NetworkPolicy: a pod of another namespace and an unlabelled one in gatehouse get"
                        + " no connection to any of "
                        + asks.size()
                        + " addresses (services, their pods' ports, metrics, the database, istiod"
                        + " but for its two TLS ports)");
    }

    @Test
    void gatewayWhenItTurnsBadThenConnectsToItsServicesOnly() {
        List<Probe.Ask> asks =
                List.of(
                        Probe.Ask.get("http://postgres.gatehouse-data.svc.cluster.local:5432/"),
                        Probe.Ask.get(Doors.url("redis:6379") + "/"),
                        Doors.podPort(Workload.IDP, 8081),
                        Doors.podPort(Workload.PRODUCTS, 15020),
                        Doors.podPort(Workload.ISTIOD, 15014),
                        Probe.Ask.get("http://prometheus.gatehouse-monitoring.svc:9090/"),
                        Probe.Ask.get("https://kubernetes.default.svc/version").with("-k"));

        Probe.Reply service = GATEWAY.ask(Probe.Ask.get(Doors.url("idp:8080") + "/"));
        List<Probe.Reply> replies = GATEWAY.ask(asks);

        // Without a certificate of the mesh it is not answered there either.
        assertThat(service.closed()).as("%s", service).isTrue();
        assertThat(GATEWAY.wrong(asks, replies, Probe.Reply::silent)).isEmpty();
        Proof.note(
                SECTION,
                "NetworkPolicy: what has the gateway's label connects to the services, and not to "
                        + asks.stream().map(Probe.Ask::url).collect(Collectors.joining(", ")));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
        assertThat(
                        Probe.wrongAtPods(
                                List.of(Probe.PLAIN_HERE, Probe.PLAIN_ELSEWHERE),
                                NetworkE2E::closedToStrangers,
                                Probe.Reply::silent))
                .as("this cluster does not enforce NetworkPolicy, or a policy is too wide")
                .isEmpty();
        Proof.note(
                SECTION,
                "NetworkPolicy: a pod of another namespace and an unlabelled one in gatehouse get"
                        + " no connection to any of "
                        + closedToStrangers().size()
                        + " addresses (services, their pods' ports, metrics, the database, the"
                        + " payment provider, istiod but for its two TLS ports)");
    }

    @Test
    void gatewayWhenItTurnsBadThenConnectsToItsServicesOnly() {
        Probe.Reply service = GATEWAY.ask(Probe.Ask.get(Doors.url("idp:8080") + "/"));

        // Without a certificate of the mesh it is not answered there either.
        assertThat(service.closed()).as("%s", service).isTrue();
        assertThat(
                        Probe.wrongAtPods(
                                List.of(GATEWAY),
                                NetworkE2E::closedToTheGateway,
                                Probe.Reply::silent))
                .isEmpty();
        Proof.note(
                SECTION,
                "NetworkPolicy: what has the gateway's label connects to the services, and not to "
                        + closedToTheGateway().stream()
                                .map(Probe.Ask::url)
                                .collect(Collectors.joining(", ")));
    }

    private static List<Probe.Ask> closedToStrangers() {
        List<Probe.Ask> asks = new ArrayList<>(Doors.everyAddress());
        asks.add(Probe.Ask.get("http://postgres.gatehouse-data.svc.cluster.local:5432/"));
        asks.add(Doors.PROVIDER);
        asks.add(Doors.podPort(Workload.PRODUCTS, 15020));
        asks.add(Doors.podPort(Workload.PRODUCTS, 15090));
        asks.add(Doors.podPort(Workload.GATEWAY, 15020));
        asks.add(Doors.podPort(Workload.GATEWAY, 15090));
        asks.add(Doors.podPort(Workload.ISTIOD, 8080));
        asks.add(Doors.podPort(Workload.ISTIOD, 15010));
        asks.add(Doors.podPort(Workload.ISTIOD, 15014));
        return asks;
    }

    private static List<Probe.Ask> closedToTheGateway() {
        return List.of(
                Probe.Ask.get("http://postgres.gatehouse-data.svc.cluster.local:5432/"),
                Probe.Ask.get(Doors.url("redis:6379") + "/"),
                Doors.PROVIDER,
                Doors.podPort(Workload.IDP, 8081),
                Doors.podPort(Workload.PRODUCTS, 15020),
                Doors.podPort(Workload.ISTIOD, 15014),
                Probe.Ask.get("http://prometheus.gatehouse-monitoring.svc:9090/"),
                Probe.Ask.get("https://kubernetes.default.svc/version").with("-k"));
    }
}

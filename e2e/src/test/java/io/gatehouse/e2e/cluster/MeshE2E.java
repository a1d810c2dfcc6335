// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Inside the mesh: who is heard by whom, asked from pods of every identity there is. NetworkPolicy
 * (NetworkE2E) would keep most of them from even connecting, so the tests open it for them.
 */
@EndToEnd
@Tag("cluster")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class MeshE2E {
    private static final String SECTION = "03-mesh";
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final String GATEWAY =
            "spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";

    /** What the sidecar says where a policy of istio/authorization.yaml refuses. */
    private static final String BY_PROXY = "This workload may not call this.";

    /** What the service says where it refuses the peer by itself. */
    private static final String BY_SERVICE = "Your workload may not call this.";

    /** Who calls; the last two have no business anywhere. */
    enum Caller {
        IDP("gatehouse", "idp"),
        AUTHZ("gatehouse", "authz"),
        PRODUCTS("gatehouse", "products"),
        ORDERS("gatehouse", "orders"),
        PAYMENTS("gatehouse", "payments"),
        RATELIMIT("gatehouse", "ratelimit"),
        NOBODY("gatehouse", "default"),
        STRANGER(Probe.ELSEWHERE, "default");

        private final String namespace;
        private final String account;

        Caller(String namespace, String account) {
            this.namespace = namespace;
            this.account = account;
        }

        Probe probe() {
            return new Probe(namespace, "probe-" + account, account, true);
        }
    }

    /**
     * One of his own: a proxy goes on with open connections for a while after its policy changed.
     */
    private static final Probe LIAR = new Probe(Probe.ELSEWHERE, "probe-liar", "liar", true);

    private static final String OPEN_NETWORK = Kubectl.manifest("open-network");

    private static final String OPEN_PROXIES = Kubectl.manifest("open-proxies");

    private static final String[] AS_ADMIN = {
        "-H", "x-user-id: " + Doors.ID,
        "-H", "x-user-role: admin",
        "-H", "x-user-name: admin",
        "-H", "x-session-id: " + Doors.ID,
        "-H", "x-token-id: " + Doors.ID,
        "-H", "x-forwarded-client-cert: URI=" + GATEWAY
    };

    private final Target target;

    MeshE2E(Target target) {
        this.target = target;
    }

    @BeforeAll
    static void startProbes() {
        Probe.start(probes().toList());
    }

    @AfterEach
    void closeAgain() {
        Kubectl.delete(OPEN_PROXIES);
        Kubectl.delete(OPEN_NETWORK);
        SystemHealth.awaitWell(target, SETTLED);
    }

    @AfterAll
    static void stopProbes() {
        Probe.stop(probes().toList());
    }

    @Test
    void serviceWhenAskedInPlaintextThenClosesTheConnection() {
        openNetwork();

        assertThat(
                        Probe.wrongAtPods(
                                List.of(Probe.PLAIN_HERE, Probe.PLAIN_ELSEWHERE),
                                Doors::everyAddress,
                                Probe.Reply::closed))
                .isEmpty();
        Proof.note(
                SECTION,
                "plaintext from pods without a sidecar, here and in another namespace: all "
                        + Doors.everyAddress().size()
                        + " addresses (each Service port and, by pod address, each container's"
                        + " port) close the connection unanswered");
    }

    @ParameterizedTest
    @EnumSource
    void serviceWhenAskedByAnIdentityThenAdmitsItOnlyWhereItBelongs(Caller caller) {
        openNetwork();

        List<Probe.Reply> replies = caller.probe().ask(Doors.ALL);

        assertThat(misjudged(caller, Doors.ALL, replies)).isEmpty();
        int admitted = Doors.ADMITTED.getOrDefault(caller, Map.of()).size();
        Proof.note(
                SECTION,
                String.format(
                        "%s (%s) at %d doors: %d admitted, %d refused with 403 by the callee's"
                                + " proxy",
                        caller.account,
                        caller.namespace,
                        Doors.ALL.size(),
                        admitted,
                        Doors.ALL.size() - admitted));
    }

    @ParameterizedTest
    @EnumSource
    void serviceWhenIdentityHeadersAreForgedInsideTheMeshThenGainsNothing(Caller caller) {
        openNetwork();
        List<Probe.Ask> forged = Doors.ALL.stream().map(door -> door.with(AS_ADMIN)).toList();

        assertThat(misjudged(caller, forged, caller.probe().ask(forged))).isEmpty();
        Proof.note(
                SECTION,
                caller.probe()
                        + " with x-user-role: admin and a made-up client certificate header: the"
                        + " same answers at all doors");
    }

    @Test
    void revocationStreamWhenAskedByAuthzThenOpensForNobodyElse() {
        openNetwork();
        Probe.Ask stream =
                Probe.Ask.get(Doors.url("idp:8080") + "/microservice/revocations/stream");

        for (Caller caller : Caller.values()) {
            Probe.Reply reply = caller.probe().ask(stream.with("-m", "2"));

            assertThat(reply.status())
                    .as(caller + " " + reply)
                    .isEqualTo(caller == Caller.AUTHZ ? 200 : 403);
        }
    }

    @Test
    void redisWhenAskedByAnotherThanRatelimitThenCloses() {
        openNetwork();
        // Gopher is the way to make curl send one line and show what comes.
        Probe.Ask quit = Probe.Ask.get("gopher://redis.gatehouse.svc.cluster.local:6379/_QUIT");

        for (Caller caller : Caller.values()) {
            Probe.Reply reply = caller.probe().ask(quit);

            assertThat(reply.body())
                    .as(caller + " " + reply)
                    .isEqualTo(caller == Caller.RATELIMIT ? "+OK" : "");
            assertThat(reply.silent()).as(caller + " " + reply).isFalse();
        }
        Proof.note(SECTION, "Redis answers ratelimit and closes on the seven other identities");
    }

    @Test
    void redisWhenAskedWithoutAPasswordThenRefusesEvenRatelimit() {
        openNetwork();
        Probe.Ask ping =
                Probe.Ask.get("gopher://redis.gatehouse.svc.cluster.local:6379/_PING%0D%0AQUIT");

        Probe.Reply reply = Caller.RATELIMIT.probe().ask(ping);

        assertThat(reply.body()).as(reply.toString()).startsWith("-NOAUTH").endsWith("+OK");
        Proof.note(SECTION, "Redis answers nobody without a password");
    }

    @Test
    void serviceWhenItsProxyLetsALiarPassThenRefusesHimItself() {
        openNetwork();
        Kubectl.apply(OPEN_PROXIES);
        await("a proxy that sends on what its owner makes up")
                .atMost(SETTLED)
                .until(() -> LIAR.proxy("config_dump").contains("ALWAYS_FORWARD_ONLY"));
        List<Probe.Ask> asks = lies();
        await("open proxies")
                .atMost(SETTLED)
                .pollInterval(Duration.ofSeconds(2))
                .until(() ->
                        LIAR.ask(asks).stream()
                                .noneMatch(reply -> reply.body().contains(BY_PROXY)));

        List<Probe.Reply> replies = LIAR.ask(asks);

        assertThat(
                        LIAR.wrong(
                                asks,
                                replies,
                                reply ->
                                        reply.status() == 403 && reply.body().contains(BY_SERVICE)))
                .isEmpty();
        Proof.note(
                SECTION,
                "with its proxy's policy opened on purpose, each service still refuses a stranger"
                        + " who sends the gateway's identity in x-forwarded-client-cert ("
                        + asks.size()
                        + " lies)");
    }

    @Test
    void podWhenAskingOutsideThenGetsNoFurtherThanItsProxy() {
        openNetwork();
        Probe inside = Caller.PRODUCTS.probe();
        String api =
                Kubectl.run(
                        "-n",
                        "default",
                        "get",
                        "service",
                        "kubernetes",
                        "-o",
                        "jsonpath={.spec.clusterIP}");
        ApiServer server = ApiServer.find();
        String node = server.addresses().getFirst() + ":" + server.port();
        // Addresses of documentation (RFC 5737): nobody is there, and nobody is asked.
        List<Probe.Ask> asks =
                Stream.of(
                                "http://203.0.113.7/",
                                "https://203.0.113.7/",
                                "http://203.0.113.7:8080/",
                                "http://elsewhere.example/",
                                "https://elsewhere.example/",
                                "https://" + api + "/version",
                                "https://" + node + "/version",
                                "https://kubernetes.default.svc/version",
                                "http://istiod.istio-system.svc:15014/metrics",
                                "http://prometheus.gatehouse-monitoring.svc:9090/")
                        .map(url ->
                                Probe.Ask.get(url)
                                        .with("-k")
                                        .with("--resolve", "elsewhere.example:80:203.0.113.7")
                                        .with("--resolve", "elsewhere.example:443:203.0.113.7"))
                        .toList();

        List<Probe.Reply> replies = inside.ask(asks);
        Probe.Reply control = Probe.PLAIN_HERE.ask(asks.get(5));

        assertThat(control.status())
                .as("without a sidecar the network itself would let it through: %s", control)
                .isNotZero();
        assertThat(inside.wrong(asks, replies, reply -> reply.closed() || reply.status() == 502))
                .isEmpty();
        Proof.note(
                SECTION,
                "from a mesh pod, with the network opened: "
                        + IntStream.range(0, asks.size())
                                .mapToObj(i -> asks.get(i).url() + " " + replies.get(i).outcome())
                                .collect(Collectors.joining(", "))
                        + " (502 and closed are its own proxy's; without a sidecar the API answers "
                        + control.status()
                        + ")");
    }

    /** Probes have the identity of payments and not its label, by which its proxy knows more. */
    @Test
    void providerWhenAskedFromTheMeshThenOnlyTheProxyOfPaymentsHasARoute() {
        openNetwork();
        await("a provider that answers whom the network lets through")
                .atMost(SETTLED)
                .until(() -> Probe.PLAIN_HERE.ask(Doors.PROVIDER).status() == 200);

        for (Caller caller : Caller.values()) {
            Probe.Reply reply = caller.probe().ask(Doors.PROVIDER);

            assertThat(reply.status()).as(caller + " " + reply).isEqualTo(502);
        }
        assertThat(
                        Stream.of(
                                        Workload.IDP,
                                        Workload.AUTHZ,
                                        Workload.PRODUCTS,
                                        Workload.ORDERS,
                                        Workload.PAYMENTS,
                                        Workload.GATEWAY)
                                .filter(MeshE2E::knowsTheProvider))
                .containsExactly(Workload.PAYMENTS);
        Proof.note(
                SECTION,
                "the payment provider, with the network opened: 502 to every identity, 200 to a pod"
                        + " without a sidecar; of all proxies that of payments alone has a route");
    }

    private static boolean knowsTheProvider(Workload workload) {
        Pod pod = workload.readyPods().getFirst();
        return Kubectl.proxy(workload.namespace(), pod.name(), "clusters")
                .contains("||provider-sim.provider.svc.cluster.local");
    }

    private static Stream<Probe> probes() {
        return Stream.concat(
                Stream.of(Caller.values()).map(Caller::probe),
                Stream.of(LIAR, Probe.PLAIN_HERE, Probe.PLAIN_ELSEWHERE));
    }

    private static void openNetwork() {
        Kubectl.apply(OPEN_NETWORK);
        Probe.Ask any = Probe.Ask.get(Doors.url("idp:8080") + "/");
        await("a network that is open for the probes")
                .atMost(SETTLED)
                .until(() ->
                        Probe.PLAIN_HERE.ask(any).closed()
                                && Probe.PLAIN_ELSEWHERE.ask(any).closed());
    }

    /**
     * Each service asked for what the gateway would ask, with several ways to lie about the peer.
     */
    private static List<Probe.Ask> lies() {
        List<Probe.Ask> asks = new ArrayList<>();
        for (String door :
                List.of(
                        "idp:8080 GET /admin/users",
                        "idp:8080 GET /microservice/revocations?after=0",
                        "products:8080 GET /products/admin",
                        "products:8080 POST /microservice/products/release",
                        "orders:8080 GET /orders",
                        "orders:8080 POST /microservice/orders/add",
                        "payments:8080 GET /payments",
                        "payments:8080 POST /microservice/payments/charge",
                        "authz:8080 POST /authorization/fail")) {
            Probe.Ask ask = Doors.of(door.split(" ", -1)).with(AS_ADMIN);
            asks.add(ask);
            for (String lie :
                    List.of(
                            "By=x;Hash=y;Subject=\"\";URI=" + GATEWAY,
                            "URI=" + GATEWAY + ",",
                            "URI=" + GATEWAY + ",Subject=\"",
                            "URI=spiffe://cluster.local/ns/gatehouse/sa/orders",
                            "URI=spiffe://cluster.local/ns/gatehouse/sa/products",
                            "URI=spiffe://cluster.local/ns/gatehouse/sa/authz")) {
                asks.add(ask.header("x-forwarded-client-cert", lie));
            }
        }
        return asks;
    }

    private static List<String> misjudged(
            Caller caller, List<Probe.Ask> asks, List<Probe.Reply> replies) {
        Map<String, Integer> admitted = Doors.ADMITTED.getOrDefault(caller, Map.of());
        Set<String> met = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < asks.size(); i++) {
            Probe.Reply reply = replies.get(i);
            Integer greeting = admitted.get(asks.get(i).toString());
            boolean right =
                    greeting == null
                            ? reply.status() == 403 && reply.body().contains(BY_PROXY)
                            : reply.status() == greeting;
            if (greeting != null) {
                met.add(asks.get(i).toString());
            }
            if (!right) {
                wrong.add(caller + " " + asks.get(i) + ": " + reply);
            }
        }
        assertThat(met).isEqualTo(new TreeSet<>(admitted.keySet()));
        return wrong;
    }
}

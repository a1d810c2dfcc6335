// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.RawClient;
import io.gatehouse.e2e.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Connections to every gateway, past the load balancer, which would choose one. */
final class Gateways implements AutoCloseable {
    /** What one address may do in a minute, whichever gateways it calls. */
    static final int SIGN_INS = 40;

    /** Refills a gateway's own bucket. */
    static final double SIGN_INS_PER_SECOND = 20.0 / 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Where a gateway's pod listens for what the load balancer gets on 443. */
    static final int PORT = 8443;

    /** Questions to the central limits without an answer; the request passes. */
    private static final Pattern UNANSWERED =
            Pattern.compile("(?m)^envoy_cluster_ratelimit_limit_\\w+_error\\{.*} (\\d+)$");

    private static final class Line {
        private final String gateway;
        private final Supplier<RawClient> connect;
        private RawClient client;

        Line(String gateway, Supplier<RawClient> connect) {
            this.gateway = gateway;
            this.connect = connect;
            this.client = connect.get();
        }

        Answer send(Call call) {
            Answer answer = client.send(call);
            // A refusal that does not wait for the body ends the connection.
            if (answer.header("connection").filter("close"::equals).isPresent()) {
                client.close();
                client = connect.get();
            }
            return answer;
        }
    }

    private final List<Line> lines = new ArrayList<>();

    private Gateways() {}

    /** So many connections to each gateway, from addresses as they are given. */
    static Gateways connect(Target target, int each, Supplier<Optional<InetAddress>> addresses) {
        List<Pod> pods = Workload.GATEWAY.readyPods();
        assertThat(pods).as("gateways").hasSizeGreaterThan(1);
        Gateways gateways = new Gateways();
        try {
            for (int i = 0; i < each * pods.size(); i++) {
                gateways.lines.add(line(target, pods.get(i % pods.size()), addresses.get()));
            }
            return gateways;
        } catch (RuntimeException e) {
            gateways.close();
            throw e;
        }
    }

    private static Line line(Target target, Pod pod, Optional<InetAddress> address) {
        InetSocketAddress gateway = new InetSocketAddress(pod.address(), PORT);
        return new Line(
                pod.name(), () -> new RawClient(target.url(), target.tls(), address, gateway));
    }

    /** The same, all from one new address. */
    static Gateways connect(Target target, int each) {
        Optional<InetAddress> address = target.address();
        return connect(target, each, () -> address);
    }

    /** Sign-ins of one new address, spread evenly, within one minute of the central count. */
    static Volley signIns(Target target, int count) {
        try (Gateways gateways = connect(target, 4)) {
            awaitRoom(MINUTE, Duration.ofSeconds(5));
            return gateways.volley(
                    Collections.nCopies(count, Call.post("/authentication/login", Map.of())));
        }
    }

    /** So many at each gateway. */
    static Volley signInsAtEach(Target target, int each) {
        return signIns(target, each * Workload.GATEWAY.readyPods().size());
    }

    int connections() {
        return lines.size();
    }

    /** The calls in turn over all connections, and over each one after the other. */
    Volley volley(List<Call> calls) {
        return Volley.fire(
                IntStream.range(0, lines.size()).mapToObj(line -> shots(calls, line)).toList());
    }

    private List<Volley.Shot> shots(List<Call> calls, int number) {
        Line line = lines.get(number);
        return IntStream.iterate(number, i -> i < calls.size(), i -> i + lines.size())
                .mapToObj(i -> new Volley.Shot(line.gateway, () -> line.send(calls.get(i))))
                .toList();
    }

    /** Sign-ins that are counted by nobody else: each gateway lets through what one may. */
    static Volley checkEachAlone(Volley signIns) {
        long refilled = (long) Math.floor(SIGN_INS_PER_SECOND * signIns.took().toMillis() / 1000);
        for (String gateway : signIns.names()) {
            Volley own = signIns.by(gateway);
            assertThat(own.size()).as("enough to be refused").isGreaterThan(SIGN_INS);
            assertThat(own.passed())
                    .as("passed of %d by %s in %s", own.size(), gateway, own.took())
                    .isBetween((long) SIGN_INS, SIGN_INS + refilled);
        }
        return signIns.checkRefusals();
    }

    /** Central windows are fixed ones of the clock: waits until so much of one is left. */
    static void awaitRoom(Duration window, Duration room) {
        await("room in a window of " + window)
                .atMost(window.multipliedBy(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() ->
                        window.toMillis() - System.currentTimeMillis() % window.toMillis()
                                >= room.toMillis());
    }

    /** How many questions the central limits have not answered to any gateway. */
    static long unanswered() {
        return Workload.GATEWAY.readyPods().stream()
                .map(Gateways::statistics)
                .flatMap(series -> UNANSWERED.matcher(series).results())
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** What Prometheus reads from it, asked where it runs: its network lets nobody else in. */
    private static String statistics(Pod pod) {
        return Kubectl.proxy(Workload.GATEWAY.namespace(), pod.name(), "stats/prometheus");
    }

    @Override
    public void close() {
        lines.forEach(line -> line.client.close());
    }
}

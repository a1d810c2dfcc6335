// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Accounts;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.PlantedSecrets;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Shop;
import io.gatehouse.e2e.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One request can be followed through all logs by its trace, and no log holds a secret. */
@Tag("cluster")
@EndToEnd
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class TraceE2E {
    private static final String SECTION = "13-trace";

    /** Proxies write each second; the rest is for reading so many logs. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** W3C Trace Context, with its id apart. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final ContainerLog GATEWAY = ContainerLog.of(Workload.GATEWAY);
    private static final ContainerLog IDP = ContainerLog.of(Workload.IDP);
    private static final ContainerLog IDP_PROXY = ContainerLog.ofProxy(Workload.IDP);
    private static final ContainerLog AUTHZ = ContainerLog.of(Workload.AUTHZ);
    private static final ContainerLog AUTHZ_PROXY = ContainerLog.ofProxy(Workload.AUTHZ);
    private static final ContainerLog PRODUCTS = ContainerLog.of(Workload.PRODUCTS);
    private static final ContainerLog PRODUCTS_PROXY = ContainerLog.ofProxy(Workload.PRODUCTS);
    private static final ContainerLog ORDERS = ContainerLog.of(Workload.ORDERS);
    private static final ContainerLog ORDERS_PROXY = ContainerLog.ofProxy(Workload.ORDERS);
    private static final ContainerLog PAYMENTS = ContainerLog.of(Workload.PAYMENTS);
    private static final ContainerLog PAYMENTS_PROXY = ContainerLog.ofProxy(Workload.PAYMENTS);

    private static final List<ContainerLog> ALL =
            List.of(
                    GATEWAY,
                    IDP,
                    IDP_PROXY,
                    AUTHZ,
                    AUTHZ_PROXY,
                    PRODUCTS,
                    PRODUCTS_PROXY,
                    ORDERS,
                    ORDERS_PROXY,
                    PAYMENTS,
                    PAYMENTS_PROXY);

    /** Where a request leaves a line, known by the value of a field. */
    private record Hop(ContainerLog log, String field, String value) {

        /** The line of an access log, or of a service about its request. */
        static Hop at(ContainerLog log, String path) {
            return new Hop(log, "path", path);
        }

        static Hop decision() {
            return new Hop(AUTHZ, "logger", "io.gatehouse.authz.decision");
        }

        Optional<String> trace(String requestId, Instant start) {
            return log.linesWith(requestId, start)
                    .filter(line -> line.path("requestId").asText().equals(requestId))
                    .filter(line -> line.path(field).asText().equals(value))
                    .map(line -> TRACEPARENT.matcher(line.path("traceparent").asText()))
                    .filter(Matcher::matches)
                    .map(found -> found.group(1))
                    .findFirst();
        }

        @Override
        public String toString() {
            return log + " " + value;
        }
    }

    private final Target target;
    private final Shop shop;
    private final Instant start = Instant.now();

    TraceE2E(Target target) {
        this.target = target;
        this.shop = new Shop(target);
    }

    @Test
    void traceWhenTheClientBeganItThenIsTheSameInALineOfEveryHop() {
        String product = shop.product(5);
        String trace = Accounts.random(16);
        String chosen = "chosen-by-the-client";
        Call buy =
                Shop.buy(product, 1, Shop.key())
                        .with("traceparent", "00-" + trace + "-" + Accounts.random(8) + "-01")
                        .with("X-Request-Id", chosen);

        Answer bought = target.accounts().customer().setUp(buy).expect(201);

        String requestId = requestId(bought);
        assertThat(requestId).as("the gateway's own").isNotEqualTo(chosen);
        List<Hop> hops = purchase(product);
        awaitTrace(trace, requestId, hops);
        Proof.note(
                SECTION,
                "a purchase with a traceparent: its trace and the gateway's request id are in a"
                        + " line of "
                        + places(hops));
    }

    /** In the order in which the request comes by. */
    private static List<Hop> purchase(String product) {
        String buy = "/products/" + product + "/buy";
        String add = "/microservice/orders/add";
        String charge = "/microservice/payments/charge";
        return List.of(
                Hop.at(GATEWAY, buy),
                Hop.decision(),
                Hop.at(PRODUCTS_PROXY, buy),
                Hop.at(PRODUCTS, buy),
                Hop.at(PRODUCTS_PROXY, add),
                Hop.at(ORDERS_PROXY, add),
                Hop.at(ORDERS, add),
                Hop.at(ORDERS_PROXY, charge),
                Hop.at(PAYMENTS_PROXY, charge),
                Hop.at(PAYMENTS, charge));
    }

    @Test
    void traceWhenTheClientBringsNoneThenTheGatewayBeginsOne() {
        String path = "/products";
        Answer answer = target.accounts().customer().setUp(Call.get(path)).expect(200);

        String requestId = requestId(answer);
        String trace =
                await("a trace in the gateway's line")
                        .atMost(LONGEST)
                        .pollInterval(INTERVAL)
                        .until(
                                () -> Hop.at(GATEWAY, path).trace(requestId, start),
                                Optional::isPresent)
                        .orElseThrow();
        List<Hop> hops =
                List.of(Hop.decision(), Hop.at(PRODUCTS_PROXY, path), Hop.at(PRODUCTS, path));
        awaitTrace(trace, requestId, hops);
        Proof.note(
                SECTION,
                "a request without traceparent: the gateway begins a trace, which is in a line of "
                        + places(hops));
    }

    private void awaitTrace(String trace, String requestId, List<Hop> hops) {
        Map<Hop, String> seen = new HashMap<>();
        await("a line of request " + requestId + " at every hop")
                .atMost(LONGEST)
                .pollInterval(INTERVAL)
                .untilAsserted(() -> {
                    for (Hop hop : hops) {
                        if (!seen.containsKey(hop)) {
                            hop.trace(requestId, start).ifPresent(found -> seen.put(hop, found));
                        }
                    }
                    assertThat(seen).containsOnlyKeys(hops);
                });
        assertThat(seen.values()).as("%s", seen).containsOnly(trace);
    }

    private static String places(List<Hop> hops) {
        return hops.stream()
                .map(hop -> hop.log().toString())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    @Test
    void logsWhenSecretsWentThroughTheMeshThenHoldNone() {
        String product = shop.product(1);
        try (Session customer = target.accounts().login(target.accounts().register())) {
            String bought = requestId(customer.setUp(Shop.buy(product, 1, Shop.key())).expect(201));
            PlantedSecrets secrets = PlantedSecrets.plant(customer, shop.product(1));
            String refresh = secrets.requestIds().getLast();

            Map<ContainerLog, String> logs =
                    await("the last line of each log")
                            .atMost(LONGEST)
                            .pollInterval(INTERVAL)
                            .until(
                                    this::read,
                                    read ->
                                            secrets.requestIds().stream()
                                                            .allMatch(read.get(GATEWAY)::contains)
                                                    && read.get(IDP).contains(refresh)
                                                    && read.get(IDP_PROXY).contains(refresh)
                                                    && purchase(product).stream()
                                                            .map(hop -> read.get(hop.log()))
                                                            .allMatch(log -> log.contains(bought)));

            logs.forEach((log, text) -> secrets.checkAbsent(log.toString(), text));
            long lines = logs.values().stream().flatMap(String::lines).count();
            Proof.note(
                    SECTION,
                    "no password, token or e-mail address of a customer, and nobody's token, in %d lines of %s"
                            .formatted(
                                    lines,
                                    ALL.stream()
                                            .map(ContainerLog::toString)
                                            .collect(Collectors.joining(", "))));
        }
    }

    private Map<ContainerLog, String> read() {
        return ALL.stream().collect(Collectors.toMap(log -> log, log -> log.since(start)));
    }

    private static String requestId(Answer answer) {
        return answer.header("x-request-id").orElseThrow();
    }
}

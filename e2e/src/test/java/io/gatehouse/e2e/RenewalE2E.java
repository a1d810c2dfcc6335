// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every certificate of a system that works is made again, its authorities too, and nobody notices.
 * The last of all: who trusts the authorities of before, as other tests' clients do, is strange
 * afterwards.
 */
@EndToEnd
@Tag("local")
@Order(60)
class RenewalE2E {
    private static final Duration SEEN = Duration.ofSeconds(60);
    private static final Duration WELL = Duration.ofSeconds(60);

    /** Less than a subject may ask in a second, since each asks by turns. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final List<String> PAGES =
            List.of("/products?limit=1", "/orders?limit=1", "/authentication/whoami");

    private final LocalSystem system;
    private final Target target;
    private final Certificates certificates;
    private final AtomicBoolean isOver = new AtomicBoolean();

    RenewalE2E(Target target) {
        this.target = target;
        this.system = target.local();
        this.certificates = Certificates.of(system);
    }

    /**
     * After the second time nothing of before the first is trusted: who still showed it would fail.
     */
    @Test
    void certificatesWhenAllAreMadeAgainTwiceUnderLoadThenNoAnswerFails() throws Exception {
        SystemHealth.awaitWell(target, WELL);
        String product = new Shop(target).product(1000);
        Session customer = target.accounts().login(target.accounts().register());
        Map<String, Certificate> before = shown();
        List<Integer> clients;
        List<Integer> peers;
        try (ExecutorService load = Executors.newFixedThreadPool(2)) {
            Future<List<Integer>> shopping =
                    load.submit(() -> repeated(() -> shop(customer, product)));
            Future<List<Integer>> calling = load.submit(() -> repeated(this::call));
            renew();
            renew();
            isOver.set(true);
            clients = shopping.get();
            peers = calling.get();
        }

        assertThat(clients).contains(201).containsOnly(200, 201);
        assertThat(peers).isNotEmpty().containsOnly(404);
        assertThat(shown())
                .allSatisfy((peer, now) -> assertThat(now).isNotEqualTo(before.get(peer)));
        customer.close();
    }

    private void renew() {
        certificates.renew("--force");
        await("the new certificates at every door")
                .atMost(SEEN)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(shown()).isEqualTo(made()));
    }

    private List<Integer> repeated(Supplier<List<Integer>> calls) {
        List<Integer> statuses = new ArrayList<>();
        while (!isOver.get()) {
            statuses.addAll(calls.get());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return statuses;
    }

    /** Each over a connection of its own. */
    private List<Integer> shop(Session customer, String product) {
        List<Integer> statuses = new ArrayList<>();
        for (String page : PAGES) {
            statuses.add(send(Call.get(page).bearer(customer.token())));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        statuses.add(send(Shop.buy(product, 1, Shop.key()).bearer(customer.token())));
        return statuses;
    }

    private int send(Call call) {
        try (Client client = target.client()) {
            return client.send(call).status();
        }
    }

    /** As the gate would at this moment, but over new connections, which it makes seldom. */
    private List<Integer> call() {
        List<Integer> statuses = new ArrayList<>();
        for (String service : List.of("idp", "products", "orders", "payments")) {
            URI door = URI.create("https://localhost:" + system.port(service));
            SSLContext gateway = certificates.workload("gateway");
            try (Client client = new Client(door, gateway, Optional.empty())) {
                statuses.add(client.unchecked(Call.get("/health")).status());
            }
        }
        return statuses;
    }

    private Map<String, Certificate> made() {
        Map<String, Certificate> made = new TreeMap<>();
        made.put("gate", certificates.in("gateway.crt"));
        made.put("database", certificates.in("database/server.crt"));
        for (String service : List.of("idp", "authz", "products", "orders", "payments")) {
            made.put(service, certificates.in("workloads/" + service + ".crt"));
        }
        made.put("authz, gRPC", made.get("authz"));
        return made;
    }

    private Map<String, Certificate> shown() {
        SSLContext gateway = certificates.workload("gateway");
        Map<String, Certificate> shown = new TreeMap<>();
        shown.put("gate", Certificates.shown(certificates.client(), system.url().getPort()));
        shown.put("database", certificates.shownByDatabase(system.port("postgres")));
        for (String service : List.of("idp", "authz", "products", "orders", "payments")) {
            shown.put(service, Certificates.shown(gateway, system.port(service)));
        }
        shown.put("authz, gRPC", Certificates.shown(gateway, system.number("authz", "grpcPort")));
        return shown;
    }
}

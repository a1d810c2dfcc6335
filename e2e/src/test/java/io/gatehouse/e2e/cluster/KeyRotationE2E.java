// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Load;
import io.gatehouse.e2e.LoadReport;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys change and their publisher goes away, and callers do not hear of it. */
@Tag("cluster")
@EndToEnd
@Timeout(value = 25, unit = TimeUnit.MINUTES)
final class KeyRotationE2E {
    private static final String SECTION = "08-keys";
    private static final int PER_SECOND = 20;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** As istio/request-authentication.yaml has it. */
    private static final String PRODUCTION = "300s";

    private static final Duration SHORTENED = Duration.ofSeconds(15);
    private static final int ROTATIONS = 3;

    /** Twice as long as instances of idp take to hear of each other's keys. */
    private static final Duration HEARD = Duration.ofSeconds(4);

    /** Each by a connection of his own, so that every gateway is asked. */
    private static final int CALLERS = 10;

    /** How often each gateway is asked. */
    private static final int ROUNDS = 10;

    private final Target target;

    KeyRotationE2E(Target target) {
        this.target = target;
    }

    @AfterEach
    void idpIsBack() {
        if (Workload.IDP.pods().isEmpty()) {
            Workload.IDP.scale(2);
        }
        Workload.IDP.awaitRolledOut(LONGEST);
        SystemHealth.awaitWell(target, LONGEST);
    }

    @Test
    void rotateWhenUnderLoadThenNobodyIsRefused() {
        GatewayKeys.keepFor(SHORTENED.toSeconds() + "s");
        try (Load load = Load.start(target, PER_SECOND)) {
            for (int i = 0; i < ROTATIONS; i++) {
                rotateTo(awaitNextKeyKnown());
            }
            pause(SHORTENED.multipliedBy(2));
            LoadReport report = load.stop();

            Proof.note(
                    SECTION,
                    "%d rotations, the gateways fetching the keys each %d s (in production %s): %s"
                            .formatted(
                                    ROTATIONS,
                                    SHORTENED.toSeconds(),
                                    PRODUCTION,
                                    report.summary()));
            assertThat(report.failures()).as(report.whenFailed()).isEmpty();
        } finally {
            GatewayKeys.keepFor(PRODUCTION);
        }
    }

    /** The next key has to be in every gateway's cache before it signs. */
    private String awaitNextKeyKnown() {
        JsonNode next =
                await("a next key")
                        .atMost(LONGEST)
                        .pollInterval(Duration.ofSeconds(2))
                        .until(this::nextKey, Optional::isPresent)
                        .orElseThrow();
        Instant made = Instant.parse(next.path("createdAt").asText());
        pause(Duration.between(Instant.now(), made.plus(SHORTENED.multipliedBy(2))));
        return next.path("kid").asText();
    }

    private Optional<JsonNode> nextKey() {
        Call keys = Call.get("/admin/keys");
        return Pod.stream(target.accounts().firstAdmin().setUp(keys).json().path("items"))
                .filter(key -> key.path("algorithm").asText().equals("RS256"))
                .filter(key -> key.path("state").asText().equals("PENDING"))
                .findFirst();
    }

    /** All gateways take what it signs, which it does once the instance asked has heard of it. */
    private void rotateTo(String next) {
        // The gateways keep keys for a shorter time here than idp knows.
        Call rotate = Call.post("/admin/keys/rotate?force=true");
        target.accounts().firstAdmin().setUp(rotate).expect(200);
        Account account = target.accounts().register();
        try (Session session =
                await("a token signed with the next key")
                        .atMost(HEARD)
                        .until(() -> signIn(account, next), Optional::isPresent)
                        .orElseThrow()) {
            for (int i = 0; i < CALLERS; i++) {
                try (Client client = target.client()) {
                    // One subject from so many addresses also meets his own limit, past the token.
                    client.send(Call.get("/authentication/whoami").bearer(session.token()))
                            .expect(200, 429);
                }
            }
        }
    }

    /** Empty if another key has signed the token. */
    private Optional<Session> signIn(Account account, String kid) {
        Session session = target.accounts().login(account);
        if (Tokens.header(session.token()).path("kid").asText().equals(kid)) {
            return Optional.of(session);
        }
        session.close();
        return Optional.empty();
    }

    @Test
    void idpAwayWhenIstiodAndAGatewayRestartThenOnlyTheNewGatewayRefuses() {
        try (Session customer = target.accounts().login(target.accounts().register())) {
            Workload.IDP.scale(0);
            await("idp's end").atMost(LONGEST).until(() -> Workload.IDP.readyPods().isEmpty());
            Workload.ISTIOD.restart();
            Workload.ISTIOD.awaitRolledOut(LONGEST);
            List<Pod> before = Workload.GATEWAY.readyPods();
            Volley old = askEach(customer, ROUNDS);
            Workload.GATEWAY.delete(before.getFirst());
            awaitAnotherThan(before);
            Volley mixed = askEach(customer, ROUNDS);
            String recovery = recover(customer);

            Proof.note(
                    SECTION,
                    "idp away and istiod restarted: gateways that know the keys answered %s of %d signed-in"
                                    .formatted(old.count(200), old.size())
                            + " requests; with one new gateway, which has no keys, %d of %d, the rest 401"
                                    .formatted(mixed.count(200), mixed.size()));
            Proof.note(SECTION, recovery);
            old.expect(200);
            checkOnlyTheNewRefuse(mixed, names(before));
        }
    }

    private static void awaitAnotherThan(List<Pod> before) {
        await("a new gateway")
                .atMost(LONGEST)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !names(before).containsAll(names(Workload.GATEWAY.readyPods())));
    }

    private static void checkOnlyTheNewRefuse(Volley volley, List<String> before) {
        assertThat(volley.names())
                .as("gateways")
                .anyMatch(before::contains)
                .anyMatch(name -> !before.contains(name));
        for (String gateway : volley.names()) {
            volley.by(gateway).expect(before.contains(gateway) ? 200 : 401);
        }
    }

    /** What is said of how long it takes once idp is there again. */
    private String recover(Session customer) {
        long start = System.nanoTime();
        Workload.IDP.scale(2);
        await("an idp").atMost(LONGEST).until(() -> !Workload.IDP.readyPods().isEmpty());
        Duration ready = Proof.since(start);
        await("no refusal")
                .atMost(LONGEST)
                .until(() -> askEach(customer, 3), volley -> volley.count(200) == volley.size());
        return "idp scaled up again: ready after %s, no refusal after %s"
                .formatted(Proof.seconds(ready), Proof.seconds(Proof.since(start)));
    }

    /** Each gateway once a second: all of them together let a customer ask five times in one. */
    private Volley askEach(Session customer, int rounds) {
        Call call = Call.get("/products?limit=1").bearer(customer.token());
        try (Gateways gateways = Gateways.connect(target, 1)) {
            List<Call> calls = Collections.nCopies(gateways.connections(), call);
            return Volley.joined(
                    IntStream.range(0, rounds)
                            .mapToObj(round -> {
                                pause(Duration.ofSeconds(1));
                                return gateways.volley(calls);
                            })
                            .toList());
        }
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(Pod::name).toList();
    }

    /** Time itself is what is waited for: a cache that expires. */
    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}

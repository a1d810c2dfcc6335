// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.Tokens;
import io.gatehouse.e2e.Whole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
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
        Whole.awaitWell(target, LONGEST);
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
                .filter(key -> key.path("state").asText().equals("PENDING"))
                .findFirst();
    }

    /** All gateways take what it signs, which it does once the instance asked has heard of it. */
    private void rotateTo(String next) {
        target.accounts().firstAdmin().setUp(Call.post("/admin/keys/rotate")).expect(200);
        Account account = target.accounts().register();
        try (Session session =
                await("a token signed with the next key")
                        .atMost(HEARD)
                        .until(() -> target.accounts().login(account), signedWith(next))) {
            for (int i = 0; i < CALLERS; i++) {
                try (Client client = target.client()) {
                    // One subject from so many addresses also meets his own limit, past the token.
                    client.send(Call.get("/authentication/whoami").bearer(session.token()))
                            .expect(200, 429);
                }
            }
        }
    }

    private static Predicate<Session> signedWith(String kid) {
        return session -> Tokens.header(session.token()).path("kid").asText().equals(kid);
    }

    @Test
    void idpAwayWhenIstiodAndAGatewayRestartThenOnlyTheNewGatewayRefuses() {
        Session customer = target.accounts().login(target.accounts().register());
        Workload.IDP.scale(0);
        await("idp's end").atMost(LONGEST).until(() -> Workload.IDP.readyPods().isEmpty());
        Workload.ISTIOD.restart();
        Workload.ISTIOD.awaitRolledOut(LONGEST);
        List<Integer> old = ask(customer);
        Workload.GATEWAY.delete(Workload.GATEWAY.readyPods().getFirst());
        Workload.GATEWAY.awaitReady(2, LONGEST);
        List<Integer> mixed = ask(customer);
        long start = System.nanoTime();
        Workload.IDP.scale(2);
        await("an idp").atMost(LONGEST).until(() -> !Workload.IDP.readyPods().isEmpty());
        Duration ready = Proof.since(start);
        await("no refusal")
                .atMost(LONGEST)
                .until(() -> ask(customer).stream().allMatch(status -> status == 200));

        Proof.note(
                SECTION,
                "idp away and istiod restarted: gateways that know the keys answered %s of %d signed-in"
                                .formatted(count(old, 200), old.size())
                        + " requests; with one new gateway, which has no keys, %d of %d, the rest 401"
                                .formatted(count(mixed, 200), mixed.size()));
        Proof.note(
                SECTION,
                "idp scaled up again: ready after %s, no refusal after %s"
                        .formatted(Proof.seconds(ready), Proof.seconds(Proof.since(start))));
        assertThat(old).containsOnly(200);
        assertThat(mixed).contains(200).containsAnyOf(200, 401).doesNotContain(403, 500, 503);
        customer.close();
    }

    /** Each over a connection of its own, so that every gateway is asked. */
    private List<Integer> ask(Session customer) {
        return IntStream.range(0, 20)
                .map(each -> {
                    LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
                    try (Client client = target.client()) {
                        return client.unchecked(
                                        Call.get("/products?limit=1").bearer(customer.token()))
                                .status();
                    }
                })
                .boxed()
                .toList();
    }

    private static long count(List<Integer> statuses, int wanted) {
        return statuses.stream().filter(status -> status == wanted).count();
    }

    /** Time itself is what is waited for: a cache that expires. */
    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    /** As long as a gateway keeps the JWKS that it fetched: five minutes, and a little. */
    private static final Duration JWKS_CACHED = Duration.ofSeconds(320);

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
        try (Load load = Load.start(target, PER_SECOND)) {
            awaitNextKeyKnown();
            rotate();
            awaitNextKeyKnown();
            rotate();
            pause(Duration.ofSeconds(30));
            LoadReport report = load.stop();

            Proof.note(
                    SECTION,
                    "two rotations, %d s apart, longer than a gateway keeps the JWKS: %s"
                            .formatted(JWKS_CACHED.toSeconds(), report.summary()));
            assertThat(report.failures()).as(report.whenFailed()).isEmpty();
        }
    }

    /** The next key has to be in every gateway's cache before it signs. */
    private void awaitNextKeyKnown() {
        Instant known =
                Pod.stream(
                                target.accounts()
                                        .firstAdmin()
                                        .setUp(Call.get("/admin/keys"))
                                        .expect(200)
                                        .json()
                                        .path("items"))
                        .filter(key -> key.path("state").asText().equals("PENDING"))
                        .map(key -> Instant.parse(key.path("createdAt").asText()).plus(JWKS_CACHED))
                        .findFirst()
                        .orElseThrow();
        pause(Duration.between(Instant.now(), known));
    }

    /** The next key signs at once, and all gateways take what it signs. */
    private void rotate() {
        Session admin = target.accounts().firstAdmin();
        String before = kid(admin);
        admin.setUp(Call.post("/admin/keys/rotate")).expect(200, 201, 204);
        try (Session session = target.accounts().login(target.accounts().register())) {
            assertThat(kid(session)).isNotEqualTo(before);
            for (int i = 0; i < 10; i++) {
                try (Client client = target.client()) {
                    client.send(Call.get("/authentication/whoami").bearer(session.token()))
                            .expect(200, 429);
                }
            }
        }
    }

    private static String kid(Session session) {
        return Tokens.header(session.token()).path("kid").asText();
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

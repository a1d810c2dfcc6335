// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What ends a session takes effect at the gate at once, and how fast that is. */
@EndToEnd
@Order(20)
class RevocationE2E {
    private static final int RUNS = 50;
    // Enough that few runs have to wait for their subject's bucket.
    private static final int ACCOUNTS = 25;
    private static final Duration MEDIAN = Duration.ofMillis(250);
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    private final Target target;

    RevocationE2E(Target target) {
        this.target = target;
    }

    @Test
    void tokenWhenLoggedOutThenIsRefusedAtOnce() {
        measure(
                "logout",
                session -> session.setUp(Call.post("/authentication/logout")).expect(204));
    }

    @Test
    void tokenWhenTheRolesChangeThenIsRefusedAtOnce() {
        measure(
                "role change",
                session -> target.accounts().grant(session.id(), "customer", "payment"),
                this::restoreRoles);
    }

    @Test
    void tokenWhenTheAccountIsDisabledThenIsRefusedAtOnce() {
        measure(
                "disabled account",
                session -> enable(session.id(), false),
                session -> enable(session.id(), true));
    }

    @Test
    void loginWhenTheAccountIsDisabledThenIsRefusedLikeAWrongPassword() {
        Account account = target.accounts().register();
        Session session = target.accounts().login(account);
        enable(session.id(), false);
        try (Client client = target.client()) {
            client.setUp(Accounts.loginCall(account)).expectProblem(401, "credentials_invalid");
            client.setUp(
                            Call.post(
                                    "/authentication/refresh",
                                    Map.of("refresh_token", session.refreshToken())))
                    .expectProblem(401, "refresh_token_invalid");
        }
        enable(session.id(), true);
        target.accounts().login(account).send(Call.get("/products")).expect(200);
    }

    @Test
    void sessionWhenAnotherOneLogsOutThenLivesOn() {
        Account account = target.accounts().register();
        Session ended = target.accounts().login(account);
        Session other = target.accounts().login(account);

        ended.setUp(Call.post("/authentication/logout")).expect(204);

        Revocation.awaitRefused(ended.client(), ended.token());
        other.setUp(Call.get("/products")).expect(200);
    }

    @Test
    void tokenWhenTheRoleIsGrantedThenANewOneOpensWhatTheOldOneDidNot() {
        Account account = target.accounts().register();
        Session before = target.accounts().login(account);
        before.send(Call.get("/products/admin")).expectProblem(403, "forbidden");

        target.accounts().grant(before.id(), "admin");

        Revocation.awaitRefused(before.client(), before.token());
        target.accounts().login(account).setUp(Call.get("/products/admin")).expect(200);
    }

    private void restoreRoles(Session session) {
        target.accounts().grant(session.id(), "customer");
    }

    private void enable(String id, boolean enabled) {
        target.accounts()
                .admin()
                .setUp(Call.put("/admin/users/" + id + "/enabled", Map.of("enabled", enabled)))
                .expect(200, 204);
    }

    private void measure(String what, Consumer<Session> end) {
        measure(what, end, session -> {});
    }

    private void measure(String what, Consumer<Session> end, Consumer<Session> restore) {
        List<Account> accounts =
                IntStream.range(0, ACCOUNTS).mapToObj(i -> target.accounts().register()).toList();
        List<Duration> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            try (Session session = target.accounts().login(accounts.get(run % ACCOUNTS))) {
                session.setUp(Call.get("/products?limit=1")).expect(200);
                end.accept(session);
                times.add(Revocation.awaitRefused(session.client(), session.token()));
                restore.accept(session);
            }
        }
        Latencies latencies = new Latencies(times);
        Duration median = latencies.percentile(0.5);
        Duration slow = latencies.percentile(0.99);
        System.out.printf(
                "%s seen at the gate: p50 %.1f ms, p99 %.1f ms, n=%d%n",
                what, median.toNanos() / 1e6, slow.toNanos() / 1e6, RUNS);
        assertThat(median).as("median of %s", what).isLessThan(MEDIAN);
        assertThat(slow).as("p99 of %s", what).isLessThan(SLOWEST);
    }
}

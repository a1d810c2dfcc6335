// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program acts with an API key: what it may, what it may not, and until when. */
@EndToEnd
@Order(21)
class ApiKeyE2E {
    private static final int ACCOUNTS = 10;
    private static final int RUNS = 30;
    private static final Duration MEDIAN = Duration.ofMillis(250);
    private static final Duration SLOWEST = Duration.ofSeconds(1);

    private final Target target;

    ApiKeyE2E(Target target) {
        this.target = target;
    }

    @Test
    void keyWhenAProgramBuysWithItThenTheOrderIsItsOwners() {
        String product = new Shop(target).product(3);
        try (Session session = target.accounts().login(target.accounts().register());
                Client program = target.client()) {
            Answer made = ApiKeys.make(session, "buyer");
            String key = made.field("key");

            Answer bought = program.send(Shop.buy(product, 1, Shop.key()).bearer(key)).expect(201);

            String order = bought.field("id");
            assertThat(bought.field("status")).isEqualTo("PAID");
            assertThat(orders(program, key)).contains(order);
            session.send(Call.get("/orders/" + order)).expect(200);
            Answer whoami =
                    program.send(Call.get("/authentication/whoami").bearer(key)).expect(200);
            assertThat(whoami.field("id")).isEqualTo(session.id());
            assertThat(whoami.field("username")).isEqualTo(session.account().username());
            assertThat(whoami.field("sessionId")).isEqualTo(made.field("id"));
            Answer listed = session.send(Call.get(ApiKeys.PATH)).expect(200);
            assertThat(Instant.parse(listed.json().at("/items/0/lastUsedAt").asText()))
                    .isAfter(Instant.now().minusSeconds(60));
            assertThat(listed.text()).doesNotContain(key);
        }
    }

    @Test
    void keyWhenItIsForLessThanItsOwnerMayThenItOpensNoMore() {
        Account account = target.accounts().registerAs("customer", "admin");
        try (Session session = target.accounts().login(account);
                Client program = target.client()) {
            String narrow = ApiKeys.make(session, "narrow", "customer").field("key");
            String wide = ApiKeys.make(session, "wide").field("key");
            Call call = Call.get("/products/admin?limit=1");

            program.send(Call.get("/products?limit=1").bearer(narrow)).expect(200);
            program.send(call.bearer(narrow)).expectProblem(403, "forbidden");
            program.send(Call.get("/admin/users").bearer(narrow)).expectProblem(403, "forbidden");
            program.send(call.bearer(wide)).expect(200);
        }
    }

    /** Whatever its owner may do: with a stolen key nobody gets another, or the account. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /accounts/me/keys",
        "POST, /accounts/me/keys",
        "DELETE, /accounts/me/keys/0f8fad5b-d9cb-469f-a165-70867728950e",
        "PUT, /accounts/me/password",
        "GET, /accounts/consents",
        "POST, /authentication/logout",
        "PUT, /admin/users/0f8fad5b-d9cb-469f-a165-70867728950e/roles",
        "POST, /admin/clients",
        "POST, /admin/initial-access-tokens"
    })
    void keyWhenTheAccountOrRightsAreAtStakeThenRefused(String method, String path) {
        Account account = target.accounts().registerAs("customer", "admin");
        try (Session session = target.accounts().login(account);
                Client program = target.client()) {
            String key = ApiKeys.make(session, "program").field("key");
            Call call = Call.of(method, path).with("Content-Type", "application/json");

            program.send(call.bearer(key)).expectProblem(403, "api_key_refused");
        }
    }

    @Test
    void keyWhenItIsNoneThenRefused() {
        try (Session session = target.accounts().login(target.accounts().register());
                Client program = target.client()) {
            String key = ApiKeys.make(session, "program").field("key");
            String mistyped = key.substring(0, 39) + (key.endsWith("0") ? "1" : "0");
            String unknown = "ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv8";
            Call call = Call.get("/products?limit=1");

            for (String wrong : List.of(mistyped, key + "0", key.substring(0, 39), unknown)) {
                Answer answer = program.send(call.bearer(wrong));
                answer.expectProblem(401, "token_invalid");
                assertThat(answer.text()).doesNotContain(wrong);
            }
            program.send(call.bearer(key).cookie(session.token()))
                    .expectProblem(400, "two_credentials");
            program.send(call.cookie(key)).expectProblem(401, "token_invalid");
            program.send(call.with("Authorization", "DPoP " + key)).expect(401);
            program.send(call.with("X-Api-Key", key)).expectProblem(401, "token_missing");
            program.send(Call.get("/products?access_token=" + key))
                    .expectProblem(401, "token_missing");
            // Answered as OAuth has it, and no problem.
            program.unchecked(Call.get("/oauth2/userinfo").bearer(key)).expect(401);
        }
    }

    @Test
    void keyWhenTheRolesOfItsOwnerChangeThenGoesOnWithWhatIsLeft() {
        Account account = target.accounts().registerAs("customer", "admin");
        try (Session session = target.accounts().login(account);
                Client program = target.client()) {
            String key = ApiKeys.make(session, "program").field("key");
            program.send(Call.get("/products/admin?limit=1").bearer(key)).expect(200);

            target.accounts().grant(session.id(), "customer");

            await("the loss of a role")
                    .atMost(SLOWEST)
                    .until(() ->
                            program.setUp(Call.get("/products/admin?limit=1").bearer(key)).status()
                                    == 403);
            program.setUp(Call.get("/products?limit=1").bearer(key)).expect(200);
        }
    }

    @Test
    void keyWhenItsOwnerIsDisabledThenRefusedUntilEnabled() {
        try (Session session = target.accounts().login(target.accounts().register());
                Client program = target.client()) {
            String key = ApiKeys.make(session, "program").field("key");
            Call call = Call.get("/products?limit=1").bearer(key);
            program.send(call).expect(200);

            enable(session.id(), false);

            Revocation.awaitRefused(program, key);
            enable(session.id(), true);
            // A refusal is believed for ten seconds.
            await("an enabled owner's key")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> program.setUp(call).status() == 200);
        }
    }

    @Test
    void keyWhenRevokedThenRefusedAtOnce() {
        List<Session> sessions =
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(i -> target.accounts().login(target.accounts().register()))
                        .toList();
        List<Duration> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Session session = sessions.get(run % ACCOUNTS);
            Answer made = ApiKeys.make(session, "run " + run);
            String key = made.field("key");
            try (Client program = target.client()) {
                program.setUp(Call.get("/products?limit=1").bearer(key)).expect(200);

                session.setUp(ApiKeys.revoke(made)).expect(204);

                times.add(Revocation.awaitRefused(program, key));
            }
        }
        sessions.forEach(Session::close);
        Latencies latencies = new Latencies(times);
        Duration median = latencies.percentile(0.5);
        Duration slow = latencies.percentile(0.99);
        System.out.printf(
                "revoked API key seen at the gate: p50 %.1f ms, p99 %.1f ms, n=%d%n",
                median.toNanos() / 1e6, slow.toNanos() / 1e6, RUNS);
        assertThat(median).as("median").isLessThan(MEDIAN);
        assertThat(slow).as("p99").isLessThan(SLOWEST);
    }

    private static List<String> orders(Client program, String key) {
        return program.send(Call.get("/orders").bearer(key))
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("id");
    }

    private void enable(String id, boolean enabled) {
        target.accounts()
                .admin()
                .setUp(Call.put("/admin/users/" + id + "/enabled", Map.of("enabled", enabled)))
                .expect(200, 204);
    }
}

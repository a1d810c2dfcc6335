// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.LocalSystem.Hold;
import io.gatehouse.testkit.Parallel;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One process after the other dies without notice: what must go on goes on, what must not fails
 * closed, all heals.
 */
@EndToEnd
@Tag("local")
@Order(41)
class CrashE2E {
    private static final Duration HEALED = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Call LIST = Call.get("/products?limit=1");
    private static final Call ORDERS = Call.get("/orders?limit=1");
    private static final Call KEYS = Call.get("/.well-known/jwks.json");
    private static final Call INSIDE = Call.get("/products/admin?limit=1");

    private final Target target;
    private final Shop shop;
    private Session customer;
    private Session admin;
    private Traffic traffic;

    CrashE2E(Target target) {
        this.target = target;
        this.shop = new Shop(target);
    }

    @BeforeEach
    void begin() {
        SystemHealth.awaitWell(target, HEALED);
        customer = target.accounts().login(target.accounts().register());
        admin = target.accounts().firstAdmin();
        traffic = Traffic.start(target);
    }

    @AfterEach
    void heals() {
        SystemHealth.awaitWell(target, HEALED);
        traffic.close();
        customer.setUp(LIST).expect(200);
        traffic.wasNeverWrong();
        customer.close();
    }

    @Test
    void idpWhenItDiesThenTokensAreStillReadAndAdminsAreShutOut() {
        try (Hold _ = killed("idp")) {
            customer.send(LIST).expect(200);
            login().expectProblem(503, "unavailable");
            await("closed admin routes")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> admin.send(INSIDE).expect(200, 503).status() == 503);
            customer.send(LIST).expect(200);
        }
    }

    @Test
    void authzWhenItDiesThenNothingProtectedIsOpen() {
        try (Hold _ = killed("authz")) {
            customer.send(LIST).expectProblem(503, "unavailable");
            admin.send(INSIDE).expectProblem(503, "unavailable");
            target.client().send(LIST).expectProblem(503, "unavailable");
            target.client().send(KEYS).expect(200);
            login().expect(200);
        }
    }

    @Test
    void productsWhenItDiesThenOrdersAreStillSeen() {
        try (Hold _ = killed("products")) {
            customer.send(LIST).expectProblem(503, "unavailable");
            customer.send(ORDERS).expect(200);
            customer.send(Call.get("/authentication/whoami")).expect(200);
        }
    }

    @Test
    void ordersWhenItDiesThenAPurchaseIsCompletedLater() {
        String product = shop.product(5);
        Call buy = Shop.buy(product, 2, Shop.key());
        String order;
        try (Hold _ = killed("orders")) {
            customer.send(ORDERS).expectProblem(503, "unavailable");
            order = accepted(customer.send(buy));
            Answer open = customer.send(Call.get("/purchases/" + order)).expect(200);
            assertThat(open.field("status")).isEqualTo("PENDING");
            customer.send(LIST).expect(200);
        }

        await("the paid order")
                .atMost(HEALED)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> isPaid(customer.send(Call.get("/orders/" + order))));
        JsonNode orders = customer.send(ORDERS).expect(200).json().path("items");
        assertThat(orders.findValuesAsText("id")).containsExactly(order);
        Answer replay =
                await("the replay")
                        .atMost(SOON)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> customer.send(buy), a -> a.status() == 201);
        assertThat(replay.field("id")).isEqualTo(order);
        await("the sale").atMost(SOON).until(() -> shop.inside(product).path("sold").asInt() == 2);
        assertThat(shop.inside(product).path("stock").asInt()).isEqualTo(3);
    }

    private static String accepted(Answer bought) {
        String id = bought.expect(202).field("id");
        assertThat(bought.field("status")).isEqualTo("PENDING");
        assertThat(bought.header("location")).contains("/purchases/" + id);
        return id;
    }

    private static boolean isPaid(Answer answer) {
        return answer.expect(200, 404, 503).status() == 200
                && answer.field("status").equals("PAID");
    }

    @Test
    void databaseWhenItDiesThenKeysAreStillServedAndListsSayComeBack() {
        String order = Shop.orderOf(customer.setUp(Shop.buy(shop.product(1), 1, Shop.key())));
        try (Hold _ = killed("postgres")) {
            Parallel.<Answer>all(List.of(() -> customer.send(ORDERS), this::login))
                    .forEach(answer -> answer.expectProblem(503, "unavailable"));
            target.client().send(KEYS).expect(200);
        }

        await("the order again")
                .atMost(HEALED)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> found(customer.send(Call.get("/orders/" + order))));
    }

    private static boolean found(Answer answer) {
        return answer.expect(200, 503).status() == 200;
    }

    @Test
    void gatewayWhenItDiesThenTheSameTokenIsGoodAfterwards() {
        try (Hold _ = killed("envoy")) {
            assertThatThrownBy(() -> customer.send(LIST)).isInstanceOf(UncheckedIOException.class);
        }

        await("the gate")
                .atMost(HEALED)
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(UncheckedIOException.class)
                .until(() -> customer.send(LIST).status() == 200);
    }

    /** Dead, and not replaced before the test has seen what it came for. */
    private Hold killed(String process) {
        Hold hold = target.local().hold();
        target.local().kill(process);
        return hold;
    }

    private Answer login() {
        try (Client client = target.client()) {
            return client.send(Accounts.loginCall(customer.account()));
        }
    }
}

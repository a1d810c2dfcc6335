// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.FaultyDatabase;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orders and cancellations whose transactions conflict, or are done without an answer. */
@ExtendWith(FaultyDatabase.class)
@HelidonTest
@AddConfig(key = "orders.recovery.interval", value = "PT0.5S")
@AddConfig(key = "orders.recovery.lease", value = "PT0.05S")
class FaultyDatabaseIT extends OrderFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TABLES = List.of("customer_order", "open_order");
    private static final int ORDERS = 24;
    private static final int CANCELLED = 8;
    private static final int AT_ONCE = 8;

    @BeforeEach
    void begin() {
        FaultyDatabase.begin(TABLES);
    }

    @AfterEach
    void end() {
        FaultyDatabase.end(TABLES);
    }

    @Test
    void addWhenAnyTransactionFailsOrLosesItsAnswerThenEachOrderIsPaidOrCancelled() {
        List<UUID> all = Stream.generate(UUID::randomUUID).limit(ORDERS).toList();
        List<UUID> unwanted = all.subList(0, CANCELLED);
        payments.onRefund(order ->
                order.refusals() == 0
                        ? new PaymentGateway.Refused()
                        : new PaymentGateway.Refunded());

        Parallel.atMost(AT_ONCE, all.stream().map(this::placed).toList());
        Parallel.atMost(AT_ONCE, unwanted.stream().map(this::cancelled).toList());
        end();

        await().atMost(PATIENCE).until(() -> count("open_order") == 0);
        assertThat(count("customer_order WHERE customer_id = ?", customer)).isEqualTo(ORDERS);
        assertThat(all).allSatisfy(order -> assertThat(payments.charges(order)).isPositive());
        for (UUID order : all) {
            boolean isUnwanted = unwanted.contains(order);
            assertThat(alice.get("/orders/" + order).field("status"))
                    .isEqualTo(isUnwanted ? "CANCELLED" : "PAID");
            assertThat(payments.refunds(order) > 0).isEqualTo(isUnwanted);
            assertThat(FakeProducts.releases(order) > 0).isEqualTo(isUnwanted);
            assertThat(count("customer_order WHERE id = ? AND refusals = 1", order))
                    .isEqualTo(isUnwanted ? 1 : 0);
        }
    }

    private Callable<HttpAnswer> placed(UUID order) {
        return () -> atLast(() -> products.post(ADD, Requests.order(order, customer)));
    }

    /** A cancellation that is not over is repeated as well, and one whose refund is refused. */
    private Callable<HttpAnswer> cancelled(UUID order) {
        return () -> atLast(() -> alice.post("/orders/" + order + "/cancel"));
    }

    private static HttpAnswer atLast(Supplier<HttpAnswer> request) {
        HttpAnswer answer = request.get();
        while (answer.status() == 202
                || answer.status() == 409
                || answer.status() == 503
                || answer.field("status").equals("PENDING")) {
            answer = request.get();
        }
        assertThat(answer.status()).isBetween(200, 201);
        return answer;
    }

    private static long count(String rows, Object... parameters) {
        return Rows.count("SELECT count(*) FROM " + rows, parameters);
    }
}

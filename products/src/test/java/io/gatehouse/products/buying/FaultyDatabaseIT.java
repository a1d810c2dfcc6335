// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
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

/** Purchases and releases whose transactions conflict, or are done without an answer. */
@ExtendWith(FaultyDatabase.class)
@HelidonTest
@AddConfig(key = "products.recovery.interval", value = "PT0.5S")
@AddConfig(key = "products.recovery.lease", value = "PT0.05S")
class FaultyDatabaseIT extends PurchaseFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TABLES =
            List.of(
                    "product",
                    "reservation",
                    "open_purchase",
                    "purchase_key",
                    "stock_movement",
                    "correction_key");
    private static final int PURCHASES = 24;
    private static final int RELEASED = 8;
    private static final int CORRECTIONS = 8;
    private static final int AT_ONCE = 8;

    private UUID wanted;

    /** A buyer's request, and the answer it had at last. */
    private record Bought(UUID customer, String key, HttpAnswer answer) {
        private UUID order() {
            return UUID.fromString(answer.field("id"));
        }
    }

    @BeforeEach
    void begin() {
        wanted = shop.product(PURCHASES);
        FaultyDatabase.begin(TABLES);
    }

    @AfterEach
    void end() {
        FaultyDatabase.end(TABLES);
    }

    @Test
    void buyWhenAnyTransactionFailsOrLosesItsAnswerThenOneOrderAndOneAnswerAndNoPieceIsLost() {
        Stream<Callable<Bought>> buyers =
                Stream.<Callable<Bought>>generate(() -> this::bought).limit(PURCHASES);

        List<Bought> all = Parallel.atMost(AT_ONCE, buyers.toList());
        Parallel.atMost(AT_ONCE, all.stream().limit(RELEASED).map(this::released).toList());
        end();

        await().atMost(PATIENCE).until(() -> Shop.pieces(wanted).reserved() == 0);
        assertThat(Shop.pieces(wanted))
                .isEqualTo(new Shop.Pieces(RELEASED, 0, PURCHASES - RELEASED));
        assertThat(all.stream().map(Bought::order).distinct())
                .hasSize(PURCHASES)
                .allMatch(FakeOrders::knows);
        assertThat(Rows.count("SELECT count(*) FROM reservation WHERE product_id = ?", wanted))
                .isEqualTo(PURCHASES);
        assertThat(unfinished()).isZero();
        assertThat(all)
                .allSatisfy(bought ->
                        assertThat(shop.buy(bought.customer(), bought.key(), wanted).body())
                                .isEqualTo(bought.answer().body()));
    }

    private Bought bought() {
        UUID buyer = UUID.randomUUID();
        String once = Shop.key();
        return new Bought(buyer, once, until(201, () -> shop.buy(buyer, once, wanted)));
    }

    @Test
    void correctWhenAnyTransactionFailsOrLosesItsAnswerThenEachCorrectionIsMadeOnce() {
        List<String> keys = Stream.generate(Shop::key).limit(CORRECTIONS).toList();

        List<HttpAnswer> all =
                Parallel.atMost(
                        AT_ONCE,
                        keys.stream()
                                .<Callable<HttpAnswer>>map(key -> () -> corrected(key))
                                .toList());
        end();

        assertThat(Shop.pieces(wanted)).isEqualTo(new Shop.Pieces(PURCHASES + CORRECTIONS, 0, 0));
        assertThat(keys.stream().map(key -> corrected(key).text()).toList())
                .isEqualTo(all.stream().map(HttpAnswer::text).toList());
    }

    private HttpAnswer corrected(String once) {
        String body = Shop.correction(1, "Found");
        return until(201, () -> shop.correct(customer, once, wanted, body));
    }

    private Callable<HttpAnswer> released(Bought bought) {
        String body = "{\"orderId\":\"" + bought.order() + "\"}";
        return () ->
                until(
                        204,
                        () ->
                                shop.anybody()
                                        .workload("orders")
                                        .post("/microservice/products/release", body));
    }

    /** Repeats a request while the service says that it does not know yet, or not now. */
    private static HttpAnswer until(int status, Supplier<HttpAnswer> request) {
        HttpAnswer answer = request.get();
        while (answer.status() == 202 || answer.status() == 503) {
            answer = request.get();
        }
        assertThat(answer.status()).isEqualTo(status);
        return answer;
    }

    private long unfinished() {
        return Rows.count(
                """
                SELECT count(*) FROM open_purchase o JOIN reservation r ON r.id = o.id
                WHERE r.product_id = ?
                """,
                wanted);
    }
}

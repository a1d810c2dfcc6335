// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.FaultyDatabase;
import io.gatehouse.testkit.Http;
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

/** Charges and refunds whose transactions conflict, or are done without an answer. */
@ExtendWith(FaultyDatabase.class)
@HelidonTest
@AddConfig(key = "payments.recovery.interval", value = "PT0.5S")
@AddConfig(key = "payments.recovery.lease", value = "PT0.05S")
class FaultyDatabaseIT extends PaymentFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TABLES =
            List.of("payment", "open_payment", "refund", "open_refund", "ledger_entry");
    private static final String REFUND = "/microservice/payments/refund";
    private static final int ORDERS = 24;
    private static final int REFUNDED = 8;
    private static final int BY_HAND = 8;
    private static final int AT_ONCE = 8;
    private static final long CENTS = 3000;

    @BeforeEach
    void begin() {
        FaultyDatabase.begin(TABLES);
    }

    @AfterEach
    void end() {
        FaultyDatabase.end(TABLES);
    }

    @Test
    void chargeWhenAnyTransactionFailsOrLosesItsAnswerThenMoneyMovesOnceAndIsEntered() {
        List<UUID> all = Stream.generate(UUID::randomUUID).limit(ORDERS).toList();
        List<UUID> unwanted = all.subList(0, REFUNDED);

        Parallel.atMost(AT_ONCE, all.stream().map(this::charged).toList());
        Parallel.atMost(AT_ONCE, unwanted.stream().map(this::refunded).toList());
        end();

        await().atMost(PATIENCE)
                .until(() ->
                        Rows.count("SELECT count(*) FROM open_payment") == 0
                                && Rows.count("SELECT count(*) FROM open_refund") == 0);
        for (UUID order : all) {
            boolean isUnwanted = unwanted.contains(order);
            assertThat(provider.charged(order)).isPresent();
            assertThat(owed(order)).isEqualTo(CENTS);
            assertThat(entries(order)).isEqualTo(2);
            assertThat(owed(refundOf(order))).isEqualTo(isUnwanted ? -CENTS : 0);
            assertThat(Rows.count("SELECT count(*) FROM refund WHERE payment_id = ?", order))
                    .isEqualTo(isUnwanted ? 1 : 0);
        }
    }

    @Test
    void payByHandWhenAnyTransactionFailsOrLosesItsAnswerThenOnePaymentAKey() {
        List<String> keys =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(BY_HAND).toList();

        List<String> first = Parallel.atMost(AT_ONCE, keys.stream().map(this::paid).toList());
        List<String> again = Parallel.atMost(AT_ONCE, keys.stream().map(this::paid).toList());

        assertThat(again).isEqualTo(first).doesNotHaveDuplicates();
        assertThat(first).allSatisfy(id -> assertThat(entries(UUID.fromString(id))).isEqualTo(2));
    }

    private Callable<HttpAnswer> charged(UUID id) {
        return () -> atLast(() -> orders.post(CHARGE, Bodies.charge(id, customer, CENTS)));
    }

    private Callable<HttpAnswer> refunded(UUID id) {
        return () -> atLast(() -> orders.post(REFUND, Bodies.refund(id, refundOf(id))));
    }

    /** Pays by hand under a key; returns the payment's id. */
    private Callable<String> paid(String key) {
        Http keyed = clerk.with("Idempotency-Key", key);
        return () ->
                atLast(() -> keyed.post("/payments", Bodies.payment(CENTS, "tok_ok"))).field("id");
    }

    private static UUID refundOf(UUID id) {
        return new UUID(id.getMostSignificantBits(), ~id.getLeastSignificantBits());
    }

    private static HttpAnswer atLast(Supplier<HttpAnswer> request) {
        HttpAnswer answer = request.get();
        while (answer.status() == 202
                || answer.status() == 503
                || answer.field("status").equals("PENDING")) {
            answer = request.get();
        }
        assertThat(answer.status()).isBetween(200, 201);
        return answer;
    }
}

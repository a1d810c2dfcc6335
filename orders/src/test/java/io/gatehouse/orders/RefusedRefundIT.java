// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.server.Metrics;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

/** A cancellation whose refund is refused: the order is paid again, and can be cancelled later. */
@HelidonTest
class RefusedRefundIT extends OrderFixture {
    private static final PaymentGateway.Refund REFUSED = new PaymentGateway.Refused();
    private static final PaymentGateway.Refund REFUNDED = new PaymentGateway.Refunded();

    @Inject private Transactions transactions;
    @Inject private OrderRepository orders;
    @Inject private CancelOrder cancelOrder;
    @Inject private MetricRegistry registry;

    @Test
    void cancelWhenTheRefundIsRefusedThenPaidAgainAndTheHistorySaysWhy() {
        add();
        long counted = refusals();
        payments.onRefund(_ -> REFUSED);

        HttpAnswer refused = cancel();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("refund_refused");
        assertThat(history().findValuesAsText("status"))
                .containsExactly("PENDING", "PAID", "CANCELLING", "PAID");
        assertThat(history().findValuesAsText("reason")).containsExactly("REFUND_REFUSED");
        assertThat(history().get(3).path("reason").asText()).isEqualTo("REFUND_REFUSED");
        assertThat(history().findValuesAsText("at")).isSorted();
        assertThat(status()).isEqualTo("PAID");
        assertThat(FakeProducts.releases(id)).isZero();
        assertThat(Rows.count("SELECT count(*) FROM open_order WHERE id = ?", id)).isZero();
        assertThat(refusals()).isEqualTo(counted + 1);
    }

    @Test
    void cancelWhenRefusedBeforeThenEachTryIsANewRefundUntilOneIsAccepted() {
        add();
        payments.onRefund(_ -> REFUSED);
        assertThat(cancel().status()).isEqualTo(409);
        assertThat(cancel().status()).isEqualTo(409);
        payments.reset();

        HttpAnswer cancelled = cancel();
        HttpAnswer again = cancel();

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.field("status")).isEqualTo("CANCELLED");
        assertThat(again.body()).isEqualTo(cancelled.body());
        assertThat(payments.decided(id)).containsExactlyInAnyOrder(REFUSED, REFUSED, REFUNDED);
        assertThat(FakeProducts.releases(id)).isEqualTo(1);
        assertThat(history().findValuesAsText("status"))
                .containsExactly(
                        "PENDING",
                        "PAID",
                        "CANCELLING",
                        "PAID",
                        "CANCELLING",
                        "PAID",
                        "CANCELLING",
                        "CANCELLED");
        assertThat(history().findValuesAsText("at")).isSorted();
    }

    @Test
    void cancelWhenSentInParallelThenPaidAgainAndEachRefusalIsCountedOnce() {
        add();
        long counted = refusals();
        payments.onRefund(_ -> REFUSED);

        List<HttpAnswer> answers = Parallel.times(8, this::cancel);

        // 202 says that another has begun the next try.
        assertThat(answers)
                .allMatch(
                        answer -> answer.status() == 202 || answer.code().equals("refund_refused"))
                .anyMatch(answer -> answer.status() == 409);
        assertThat(status()).isEqualTo("PAID");
        int tries = payments.decided(id).size();
        assertThat(history().findValuesAsText("reason")).hasSize(tries);
        assertThat(stored().refusals()).isEqualTo(tries);
        assertThat(refusals()).isEqualTo(counted + tries);
    }

    @Test
    void cancelWhenSentInParallelAndOnlyTheFirstTryIsRefusedThenRefundedOnce() {
        add();
        payments.onRefund(order -> order.refusals() == 0 ? REFUSED : REFUNDED);

        List<HttpAnswer> answers = Parallel.times(8, this::cancel);

        assertThat(answers).allMatch(answer -> List.of(200, 202, 409).contains(answer.status()));
        assertThat(cancel().field("status")).isEqualTo("CANCELLED");
        assertThat(payments.decided(id)).containsExactlyInAnyOrder(REFUSED, REFUNDED);
        assertThat(stored().refusals()).isEqualTo(1);
    }

    /** Its refusal is of the try before, and must not end this one. */
    @Test
    void finishWhenAnotherTryIsUnderWayThenLeavesItAlone() {
        add();
        payments.onRefund(_ -> new PaymentGateway.Unknown());
        cancel();
        Order late = stored();
        payments.onRefund(_ -> REFUSED);
        assertThat(cancel().status()).isEqualTo(409);
        payments.onRefund(_ -> new PaymentGateway.Unknown());
        assertThat(cancel().status()).isEqualTo(202);

        Order found = cancelOrder.finish(late);

        assertThat(found).isEqualTo(stored());
        assertThat(found.status()).isEqualTo(OrderStatus.CANCELLING);
        assertThat(found.refusals()).isEqualTo(1);
    }

    @Test
    void finishWhenTheNextTryWasAcceptedMeanwhileThenCancelled() {
        add();
        payments.onRefund(_ -> new PaymentGateway.Unknown());
        cancel();
        Order late = stored();
        payments.onRefund(order -> order.refusals() == 0 ? REFUSED : REFUNDED);
        cancel();
        cancel();

        assertThat(cancelOrder.finish(late).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(status()).isEqualTo("CANCELLED");
    }

    @Test
    void receiptWhenTheRefundWasRefusedThenPaidAtFirstAndNotRefunded() {
        add();
        JsonNode before = receipt();
        payments.onRefund(_ -> REFUSED);

        cancel();

        assertThat(receipt()).isEqualTo(before);
    }

    private JsonNode receipt() {
        return alice.get("/orders/" + id + "/receipt").json();
    }

    private JsonNode history() {
        return alice.get("/orders/" + id).json().path("history");
    }

    private Order stored() {
        return transactions.read(session -> orders.get(session, id));
    }

    private long refusals() {
        return registry.counter(
                        Metrics.named(
                                "orders_refunds_refused",
                                "Cancelled orders that are paid again, since their refund was"
                                        + " refused."))
                .getCount();
    }
}

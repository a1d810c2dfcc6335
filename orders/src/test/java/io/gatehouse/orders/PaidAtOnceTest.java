// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaidAtOnceTest {
    private static final UUID ID = UUID.fromString("5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11");
    private static final Order ORDER =
            new Order(
                    ID,
                    ID,
                    OrderStatus.PENDING,
                    List.of(),
                    Money.euro(0),
                    "card",
                    Instant.EPOCH,
                    Instant.EPOCH);

    @Test
    void chargeWhenAnyOrderThenPaid() {
        assertThat(new PaidAtOnce().charge(ORDER)).isEqualTo(new PaymentGateway.Paid());
    }

    @Test
    void refundWhenAnyOrderThenRefunded() {
        assertThat(new PaidAtOnce().refund(ORDER)).isEqualTo(new PaymentGateway.Refunded());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.gatehouse.products.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An order in a response of orders; unknown fields are ignored, so that orders can add some. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PlacedOrder(
        UUID id,
        Status status,
        List<Line> lines,
        Money total,
        Instant createdAt,
        Instant updatedAt) {

    PlacedOrder {
        lines = List.copyOf(lines);
    }

    /** One product of the order. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Line(UUID productId, String name, int quantity, Money unitPrice) {}

    /** The states of an order. */
    enum Status {
        PENDING,
        PAID,
        DECLINED,
        CANCELLING,
        CANCELLED;

        boolean isOutcome() {
            return this != PENDING;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.gatehouse.products.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The order as orders describes it; what it may add one day is none of our business. */
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

    /** One line of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Line(UUID productId, String name, int quantity, Money unitPrice) {}

    /** Its states, as far as a purchase goes. */
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

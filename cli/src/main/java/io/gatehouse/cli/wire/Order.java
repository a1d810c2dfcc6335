// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.time.Instant;
import java.util.List;

/** An order of the signed-in customer. */
public record Order(
        String id,
        String status,
        List<OrderLine> lines,
        Money total,
        Instant createdAt,
        Instant updatedAt) {

    public Order {
        lines = lines == null ? List.of() : List.copyOf(lines);
    }
}

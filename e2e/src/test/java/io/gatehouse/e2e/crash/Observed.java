// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is seen once all is quiet: the answers that buyers got, the rows of the three databases, and
 * the provider's own list of charges.
 *
 * @param ledger the sum of all entries by account
 */
record Observed(
        List<Purchase> purchases,
        List<Product> products,
        List<Reservation> reservations,
        List<PlacedOrder> orders,
        List<Payment> payments,
        List<Refund> refunds,
        Map<String, Long> ledger,
        List<Charge> charges) {
    Observed {
        purchases = List.copyOf(purchases);
        products = List.copyOf(products);
        reservations = List.copyOf(reservations);
        orders = List.copyOf(orders);
        payments = List.copyOf(payments);
        refunds = List.copyOf(refunds);
        ledger = Map.copyOf(ledger);
        charges = List.copyOf(charges);
    }

    /**
     * One idempotency key of one buyer.
     *
     * @param acknowledged the final answers it got, in order; no two may differ
     * @param replayed the answer to the same key once all was quiet
     */
    record Purchase(String key, List<Answered> acknowledged, Answered replayed) {
        Purchase {
            acknowledged = List.copyOf(acknowledged);
        }
    }

    /**
     * A final answer.
     *
     * @param order the order in the body of a 201
     */
    record Answered(int status, Optional<UUID> order) {}

    /**
     * A product.
     *
     * @param initial the pieces it had before the first purchase
     * @param moved the sum of its stock movements
     */
    record Product(UUID id, long initial, long stock, long reserved, long sold, long moved) {}

    /** A reservation at products; its id is the order's. */
    record Reservation(UUID id, UUID product, long quantity, String status) {}

    /** An order at orders. */
    record PlacedOrder(UUID id, String status, long total) {}

    /** A payment at payments; its id is the key of its charge at the provider. */
    record Payment(UUID id, UUID order, String status, long amount, long refunded) {}

    /** A refund at payments. */
    record Refund(UUID id, UUID payment, String status, long amount) {}

    /** A charge at the provider that succeeded. */
    record Charge(String id, String key, long amount, long refunded) {
        long kept() {
            return amount - refunded;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import io.gatehouse.e2e.crash.Observed.Charge;
import java.util.List;
import java.util.UUID;

/** What breaks each rule in a running system, to show that it is seen there. */
final class Falsifications {
    private static final long CENTS = 100;

    private final Books books;
    private final ProviderClient provider;

    /** One falsification, and the rule that does not hold from then on. */
    record Falsification(Rule rule, Runnable act) {}

    Falsifications(Books books, ProviderClient provider) {
        this.books = books;
        this.provider = provider;
    }

    /** For each rule one, on a paid order; in this order, as the last ones take the order away. */
    List<Falsification> of(UUID order, String key) {
        return List.of(
                new Falsification(
                        Rule.MOVEMENTS_ADD_UP,
                        () ->
                                books.falsify(
                                        "products",
                                        """
                                        INSERT INTO stock_movement
                                            (product_id, created_at, id, change, kind)
                                        SELECT product_id, now(), id, 1, 'RELEASED'
                                        FROM reservation WHERE id = '%s'
                                        """
                                                .formatted(order))),
                new Falsification(
                        Rule.STOCK_ADDS_UP,
                        () ->
                                books.falsify(
                                        "products",
                                        """
                                        UPDATE product SET stock = stock + 1 WHERE id =
                                            (SELECT product_id FROM reservation WHERE id = '%s')
                                        """
                                                .formatted(order))),
                new Falsification(
                        Rule.LEDGER_BALANCES,
                        () ->
                                books.falsify(
                                        "payments",
                                        """
                                        UPDATE ledger_entry SET amount = amount + 1
                                        WHERE transaction_id = '%s' AND account = 'sales'
                                        """
                                                .formatted(order))),
                new Falsification(
                        Rule.PAID_IF_CHARGED,
                        () -> provider.charge(UUID.randomUUID().toString(), CENTS)),
                new Falsification(
                        Rule.REFUNDS_AGREE,
                        () ->
                                books.falsify(
                                        "payments",
                                        "UPDATE payment SET refunded_amount = 1 WHERE id = '%s'"
                                                .formatted(order))),
                new Falsification(
                        Rule.CHARGED_IF_PAID, () -> provider.refund(chargeOf(order), CENTS)),
                new Falsification(Rule.CHARGED_ONCE, () -> chargeAgain(order)),
                new Falsification(
                        Rule.SAME_KEY_SAME_ANSWER,
                        () ->
                                books.falsify(
                                        "products",
                                        "DELETE FROM purchase_key WHERE idempotency_key = '%s'"
                                                .formatted(key))),
                new Falsification(
                        Rule.NOTHING_LEFT_OPEN,
                        () ->
                                books.falsify(
                                        "orders",
                                        """
                                        UPDATE customer_order SET status = 'CANCELLING'
                                        WHERE id = '%s'
                                        """
                                                .formatted(order))),
                new Falsification(
                        Rule.ANSWERS_STAY_TRUE,
                        () ->
                                books.falsify(
                                        "orders",
                                        "DELETE FROM customer_order WHERE id = '%s'"
                                                .formatted(order))));
    }

    private void chargeAgain(UUID order) {
        UUID second = UUID.randomUUID();
        books.falsify(
                "payments",
                """
                INSERT INTO payment (id, order_id, amount, refunded_amount, currency, status,
                    created_at, updated_at)
                SELECT '%s', order_id, amount, 0, currency, status, created_at, updated_at
                FROM payment WHERE id = '%s'
                """
                        .formatted(second, order));
        provider.charge(second.toString(), CENTS);
    }

    private String chargeOf(UUID order) {
        return provider.charges().stream()
                .filter(charge -> charge.key().equals(order.toString()))
                .map(Charge::id)
                .findFirst()
                .orElseThrow();
    }
}

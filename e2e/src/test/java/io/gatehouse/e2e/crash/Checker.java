// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import io.gatehouse.e2e.crash.Observed.Answered;
import io.gatehouse.e2e.crash.Observed.Charge;
import io.gatehouse.e2e.crash.Observed.Payment;
import io.gatehouse.e2e.crash.Observed.PlacedOrder;
import io.gatehouse.e2e.crash.Observed.Product;
import io.gatehouse.e2e.crash.Observed.Purchase;
import io.gatehouse.e2e.crash.Observed.Refund;
import io.gatehouse.e2e.crash.Observed.Reservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds each violation of each rule in what was seen. It asks nobody: a test plants them all. */
final class Checker {
    private static final Set<String> OPEN = Set.of("PENDING", "CANCELLING");
    private static final int CREATED = 201;
    private static final int DECLINED = 402;

    private final Observed seen;
    private final Map<UUID, PlacedOrder> orders;
    private final Map<UUID, List<Payment>> payments;
    private final Map<String, Payment> charged;
    private final Map<String, List<Charge>> charges;
    private final Map<UUID, Long> refunds;
    private final List<Violation> found = new ArrayList<>();

    private Checker(Observed seen) {
        this.seen = seen;
        this.orders = seen.orders().stream().collect(toMap(PlacedOrder::id, identity()));
        this.payments = seen.payments().stream().collect(groupingBy(Payment::order));
        this.charged =
                seen.payments().stream()
                        .collect(toMap(payment -> payment.id().toString(), identity()));
        this.charges = seen.charges().stream().collect(groupingBy(Charge::key));
        this.refunds =
                seen.refunds().stream()
                        .filter(refund -> refund.status().equals("REFUNDED"))
                        .collect(groupingBy(Refund::payment, summingLong(Refund::amount)));
    }

    /** All violations; empty when every rule holds. */
    static List<Violation> check(Observed seen) {
        Checker checker = new Checker(seen);
        seen.orders().forEach(checker::charged);
        seen.charges().forEach(checker::belongs);
        seen.payments().forEach(checker::refunded);
        checker.stock();
        checker.ledger();
        seen.purchases().forEach(checker::answers);
        checker.open();
        return List.copyOf(checker.found);
    }

    private void charged(PlacedOrder order) {
        List<Charge> its =
                payments.getOrDefault(order.id(), List.of()).stream()
                        .flatMap(payment -> chargesOf(payment).stream())
                        .toList();
        if (its.size() > 1) {
            report(Rule.CHARGED_ONCE, order.id(), its.size() + " charges");
        }
        long kept = its.stream().mapToLong(Charge::kept).sum();
        if (order.status().equals("PAID") && kept != order.total()) {
            report(Rule.CHARGED_IF_PAID, order.id(), kept + " of " + order.total());
        }
    }

    private void belongs(Charge charge) {
        String status =
                Optional.ofNullable(charged.get(charge.key()))
                        .map(payment -> orders.get(payment.order()))
                        .map(PlacedOrder::status)
                        .orElse("no order");
        if (charge.kept() != 0 && !status.equals("PAID")) {
            report(Rule.PAID_IF_CHARGED, charge.id(), status);
        }
    }

    private void refunded(Payment payment) {
        long done = refunds.getOrDefault(payment.id(), 0L);
        long back = chargesOf(payment).stream().mapToLong(Charge::refunded).sum();
        if (payment.refunded() != done || back != done) {
            report(
                    Rule.REFUNDS_AGREE,
                    payment.id(),
                    "payment %d, its refunds %d, provider %d"
                            .formatted(payment.refunded(), done, back));
        }
    }

    private void stock() {
        Map<UUID, Long> committed =
                seen.reservations().stream()
                        .filter(reservation -> reservation.status().equals("COMMITTED"))
                        .collect(
                                groupingBy(
                                        Reservation::product, summingLong(Reservation::quantity)));
        for (Product product : seen.products()) {
            long all = product.stock() + product.reserved() + product.sold();
            long sold = committed.getOrDefault(product.id(), 0L);
            if (all != product.initial() || product.stock() < 0 || product.sold() != sold) {
                report(
                        Rule.STOCK_ADDS_UP,
                        product.id(),
                        "%s, committed %d".formatted(product, sold));
            }
            if (product.moved() != product.stock()) {
                report(Rule.MOVEMENTS_ADD_UP, product.id(), product.toString());
            }
        }
    }

    private void ledger() {
        long sum = seen.ledger().values().stream().mapToLong(Long::longValue).sum();
        long held = seen.charges().stream().mapToLong(Charge::kept).sum();
        long owed = seen.ledger().getOrDefault("provider", 0L);
        if (sum != 0 || held != owed) {
            report(
                    Rule.LEDGER_BALANCES,
                    "ledger",
                    "sum %d, provider %d, held %d".formatted(sum, owed, held));
        }
    }

    private void answers(Purchase purchase) {
        for (Answered answer : purchase.acknowledged()) {
            if (!isTrue(answer)) {
                report(Rule.ANSWERS_STAY_TRUE, purchase.key(), answer.toString());
            }
            if (!answer.equals(purchase.replayed())) {
                report(
                        Rule.SAME_KEY_SAME_ANSWER,
                        purchase.key(),
                        answer + ", then " + purchase.replayed());
            }
        }
    }

    private boolean isTrue(Answered answer) {
        return switch (answer.status()) {
            case CREATED -> answer.order().map(orders::get).filter(this::isBought).isPresent();
            case DECLINED -> answer.order().isEmpty();
            default -> true;
        };
    }

    private boolean isBought(PlacedOrder order) {
        return Set.of("PAID", "CANCELLING", "CANCELLED").contains(order.status());
    }

    private void open() {
        Map<Object, String> open = new HashMap<>();
        seen.reservations().stream()
                .filter(reservation -> reservation.status().equals("RESERVED"))
                .forEach(reservation -> open.put(reservation.id(), "reservation RESERVED"));
        seen.orders().stream()
                .filter(order -> OPEN.contains(order.status()))
                .forEach(order -> open.put(order.id(), "order " + order.status()));
        seen.payments().stream()
                .filter(payment -> OPEN.contains(payment.status()))
                .forEach(payment -> open.put(payment.id(), "payment " + payment.status()));
        seen.refunds().stream()
                .filter(refund -> OPEN.contains(refund.status()))
                .forEach(refund -> open.put(refund.id(), "refund " + refund.status()));
        open.forEach((id, what) -> report(Rule.NOTHING_LEFT_OPEN, id, what));
    }

    private List<Charge> chargesOf(Payment payment) {
        return charges.getOrDefault(payment.id().toString(), List.of());
    }

    private void report(Rule rule, Object subject, String detail) {
        found.add(new Violation(rule, subject.toString(), detail));
    }
}

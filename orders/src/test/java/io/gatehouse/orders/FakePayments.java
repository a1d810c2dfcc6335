// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.seal.Secret;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Payments that answer as they are told, and remember for whom they were called. The outcome of a
 * refund stays what it was, as at the real ones.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class FakePayments implements PaymentGateway {
    private final Map<UUID, AtomicInteger> charges = new ConcurrentHashMap<>();
    private final Map<UUID, AtomicInteger> refunds = new ConcurrentHashMap<>();
    private final Map<UUID, String> sources = new ConcurrentHashMap<>();
    private final Map<RefundKey, Refund> decided = new ConcurrentHashMap<>();
    private volatile boolean away;
    private volatile Function<Order, Charge> charging = _ -> new Paid();
    private volatile Function<Order, Refund> refunding = _ -> new Refunded();

    void onCharge(Function<Order, Charge> next) {
        charging = next;
    }

    void onRefund(Function<Order, Refund> next) {
        refunding = next;
    }

    void beAway() {
        charging = _ -> new Unknown();
        refunding = _ -> new Unknown();
        away = true;
    }

    @Override
    public boolean isAway() {
        return away;
    }

    void reset() {
        away = false;
        charging = _ -> new Paid();
        refunding = _ -> new Refunded();
    }

    int charges(UUID order) {
        return charges.getOrDefault(order, new AtomicInteger()).get();
    }

    /** What an order was charged to the last time a source was named. */
    Optional<String> source(UUID order) {
        return Optional.ofNullable(sources.get(order));
    }

    void forgetSources() {
        sources.clear();
    }

    int refunds(UUID order) {
        return refunds.getOrDefault(order, new AtomicInteger()).get();
    }

    @Override
    public Charge charge(Order order, Optional<Secret> source) {
        source.ifPresent(token -> sources.put(order.id(), token.text()));
        charges.computeIfAbsent(order.id(), _ -> new AtomicInteger()).incrementAndGet();
        return charging.apply(order);
    }

    @Override
    public Refund refund(Order order) {
        refunds.computeIfAbsent(order.id(), _ -> new AtomicInteger()).incrementAndGet();
        RefundKey key = new RefundKey(order.id(), order.refusals());
        Refund known = decided.get(key);
        if (known != null) {
            return known;
        }
        Refund outcome = refunding.apply(order);
        Refund before = outcome instanceof Unknown ? null : decided.putIfAbsent(key, outcome);
        return before == null ? outcome : before;
    }

    /** The refunds of an order with an outcome. */
    List<Refund> decided(UUID order) {
        return decided.entrySet().stream()
                .filter(entry -> entry.getKey().order().equals(order))
                .map(Map.Entry::getValue)
                .toList();
    }

    private record RefundKey(UUID order, int refusals) {}
}

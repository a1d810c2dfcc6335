// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import io.gatehouse.payments.provider.ChargeOutcome;
import io.gatehouse.payments.provider.Provider;
import io.gatehouse.payments.provider.RefundOutcome;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A provider that keeps its promise of one effect a key, decides as told, and fails as told. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeProvider implements Provider {
    private final List<UUID> calls = new CopyOnWriteArrayList<>();
    private final List<Charge> charged = new CopyOnWriteArrayList<>();
    private final Map<UUID, ChargeOutcome> charges = new ConcurrentHashMap<>();
    private final Map<UUID, RefundOutcome> refunds = new ConcurrentHashMap<>();
    private volatile Function<Charge, ChargeOutcome> onCharge;
    private volatile Function<Refund, RefundOutcome> onRefund;
    private volatile Fault fault;

    /** What is wrong with the provider. */
    public enum Fault {
        NONE,
        /** It never hears of what is sent, and answers nothing. */
        AWAY,
        /** It does what is asked, and the answer is lost. */
        ANSWER_LOST,
        /** The service dies while it waits. */
        DEATH
    }

    FakeProvider() {
        heal();
    }

    public void heal() {
        onCharge =
                charge ->
                        new ChargeOutcome.Charged("ch_" + charge.key().toString().replace("-", ""));
        onRefund =
                refund ->
                        new RefundOutcome.Refunded(
                                "re_" + refund.key().toString().replace("-", ""));
        fault = Fault.NONE;
    }

    public void fail(Fault next) {
        fault = next;
    }

    public void onCharge(Function<Charge, ChargeOutcome> next) {
        onCharge = next;
    }

    public void onRefund(Function<Refund, RefundOutcome> next) {
        onRefund = next;
    }

    /** How often it was asked to charge or refund under the key. */
    public long calls(UUID key) {
        return calls.stream().filter(key::equals).count();
    }

    /** The one charge that was made under the key. */
    public Optional<Charge> charged(UUID key) {
        return charged.stream().filter(charge -> charge.key().equals(key)).findFirst();
    }

    @Override
    public ChargeOutcome charge(Charge charge) {
        if (!isReached(charge.key())) {
            return new ChargeOutcome.Unknown();
        }
        ChargeOutcome outcome =
                charges.computeIfAbsent(
                        charge.key(),
                        _ -> {
                            charged.add(charge);
                            return onCharge.apply(charge);
                        });
        return fault == Fault.ANSWER_LOST ? new ChargeOutcome.Unknown() : outcome;
    }

    @Override
    public Optional<ChargeOutcome> findCharge(UUID key) {
        return fault == Fault.NONE
                ? Optional.ofNullable(charges.get(key))
                : Optional.of(new ChargeOutcome.Unknown());
    }

    @Override
    public RefundOutcome refund(Refund refund) {
        if (!isReached(refund.key())) {
            return new RefundOutcome.Unknown();
        }
        RefundOutcome outcome = refunds.computeIfAbsent(refund.key(), _ -> onRefund.apply(refund));
        return fault == Fault.ANSWER_LOST ? new RefundOutcome.Unknown() : outcome;
    }

    @Override
    public Optional<RefundOutcome> findRefund(Refund refund) {
        return fault == Fault.NONE
                ? Optional.ofNullable(refunds.get(refund.key()))
                : Optional.of(new RefundOutcome.Unknown());
    }

    private boolean isReached(UUID key) {
        if (fault == Fault.DEATH) {
            throw new IllegalStateException("died");
        }
        calls.add(key);
        return fault != Fault.AWAY;
    }
}

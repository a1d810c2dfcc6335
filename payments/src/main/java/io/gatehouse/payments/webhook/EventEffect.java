// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.payments.charge.SettlePayment;
import io.gatehouse.payments.payment.PaymentRepository;
import io.gatehouse.payments.payment.RefundRepository;
import io.gatehouse.payments.refund.SettleRefund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What an event does: it decides the payment or refund that it is about, if that is open. */
@ApplicationScoped
class EventEffect {
    private final PaymentRepository payments;
    private final RefundRepository refunds;
    private final SettlePayment settlePayment;
    private final SettleRefund settleRefund;

    @Inject
    EventEffect(
            PaymentRepository payments,
            RefundRepository refunds,
            SettlePayment settlePayment,
            SettleRefund settleRefund) {
        this.payments = payments;
        this.refunds = refunds;
        this.settlePayment = settlePayment;
        this.settleRefund = settleRefund;
    }

    /** Takes effect in the caller's transaction; returns what is to be counted after it. */
    Runnable apply(StatelessSession session, Event event, Instant now) {
        return switch (event.type()) {
            case "charge.succeeded", "charge.declined" -> charge(session, event, now);
            case "refund.succeeded" -> refund(session, event, now);
            default -> EventEffect::none;
        };
    }

    // The provider serves others too: what is not ours is left alone.
    private Runnable charge(StatelessSession session, Event event, Instant now) {
        Optional<UUID> id =
                event.data().key().filter(key -> payments.find(session, key).isPresent());
        if (id.isEmpty()) {
            return EventEffect::none;
        }
        SettlePayment.Settlement settlement =
                settlePayment.decide(session, id.get(), event.data().charge(), now);
        return () -> settlePayment.count(settlement, now);
    }

    private Runnable refund(StatelessSession session, Event event, Instant now) {
        Optional<UUID> id =
                event.data().key().filter(key -> refunds.find(session, key).isPresent());
        if (id.isEmpty()) {
            return EventEffect::none;
        }
        SettleRefund.Settlement settlement =
                settleRefund.decide(session, id.get(), event.data().refund(), now);
        return () -> settleRefund.count(settlement);
    }

    private static void none() {
        // An event that decides nothing is not counted among payments.
    }
}

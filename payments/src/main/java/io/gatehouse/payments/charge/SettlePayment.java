// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.payments.PaymentsMetrics;
import io.gatehouse.payments.ledger.Ledger;
import io.gatehouse.payments.payment.Attempt;
import io.gatehouse.payments.payment.AttemptRepository;
import io.gatehouse.payments.payment.OpenPayments;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.PaymentRepository;
import io.gatehouse.payments.payment.PaymentStatus;
import io.gatehouse.payments.provider.ChargeOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The last step of a charge: records the outcome. Of several that come, from a request, a worker or
 * the provider's webhook, the first decides; only its transaction writes to the ledger.
 */
@ApplicationScoped
public class SettlePayment {
    private static final Logger LOG = System.getLogger(SettlePayment.class.getName());

    private final Transactions transactions;
    private final PaymentRepository payments;
    private final AttemptRepository attempts;
    private final OpenPayments open;
    private final Ledger ledger;
    private final PaymentsMetrics metrics;
    private final Clock clock;

    @Inject
    SettlePayment(
            Transactions transactions,
            PaymentRepository payments,
            AttemptRepository attempts,
            OpenPayments open,
            Ledger ledger,
            PaymentsMetrics metrics,
            Clock clock) {
        this.transactions = transactions;
        this.payments = payments;
        this.attempts = attempts;
        this.open = open;
        this.ledger = ledger;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Records what an attempt came to; returns the payment afterwards. */
    Payment settle(Attempt attempt, ChargeOutcome outcome) {
        Instant now = clock.instant();
        Settlement settlement =
                transactions.runIdempotent(session -> {
                    attempts.end(session, attempt, of(outcome), now);
                    return decide(session, attempt.paymentId(), outcome, now);
                });
        count(settlement, now);
        return settlement.payment();
    }

    /**
     * Records what the provider tells unasked; returns whether that decided the payment. Most of
     * this is no news: the attempt it is about has ended, or is about to, and then nothing is
     * written, since two transactions that decide one payment conflict.
     */
    public boolean settleUnasked(UUID id, ChargeOutcome outcome) {
        Instant now = clock.instant();
        if (!transactions.read(session -> isNews(session, id, outcome, now))) {
            return false;
        }
        Settlement settlement =
                transactions.runIdempotent(session -> decide(session, id, outcome, now));
        count(settlement, now);
        return settlement.decided();
    }

    // The provider serves others too: what is not ours is left alone.
    private boolean isNews(StatelessSession session, UUID id, ChargeOutcome outcome, Instant now) {
        Optional<Payment> found = payments.find(session, id);
        found.filter(payment -> !payment.isOpen())
                .ifPresent(payment -> noteContradiction(payment, outcome));
        return found.filter(Payment::isOpen)
                .filter(_ -> !attempts.isRunning(session, id, Optional.empty(), now))
                .isPresent();
    }

    private Settlement decide(
            StatelessSession session, UUID id, ChargeOutcome outcome, Instant now) {
        Optional<Payment> decided =
                switch (outcome) {
                    case ChargeOutcome.Charged charged ->
                            payments.pay(session, id, charged.charge(), now);
                    case ChargeOutcome.Declined declined ->
                            payments.decline(session, id, declined.code(), now);
                    case ChargeOutcome.Unknown _ -> Optional.empty();
                };
        if (decided.isEmpty()) {
            Payment found = payments.get(session, id);
            noteContradiction(found, outcome);
            return new Settlement(found, false);
        }
        Payment payment = decided.get();
        open.remove(session, id);
        if (payment.status() == PaymentStatus.PAID) {
            ledger.paid(session, id, payment.amount(), now);
        }
        return new Settlement(payment, true);
    }

    private void count(Settlement settlement, Instant now) {
        if (settlement.decided()) {
            Payment payment = settlement.payment();
            metrics.decided(payment.status().name(), payment.createdAt(), now);
        }
    }

    private static Attempt.Outcome of(ChargeOutcome outcome) {
        return switch (outcome) {
            case ChargeOutcome.Charged _ -> Attempt.Outcome.CHARGED;
            case ChargeOutcome.Declined _ -> Attempt.Outcome.DECLINED;
            case ChargeOutcome.Unknown _ -> Attempt.Outcome.UNKNOWN;
        };
    }

    private void noteContradiction(Payment found, ChargeOutcome outcome) {
        boolean same =
                switch (outcome) {
                    case ChargeOutcome.Charged _ -> found.status() == PaymentStatus.PAID;
                    case ChargeOutcome.Declined _ -> found.status() == PaymentStatus.DECLINED;
                    case ChargeOutcome.Unknown _ -> true;
                };
        if (!same) {
            metrics.contradicted();
            LOG.log(
                    Level.ERROR,
                    "payment {0} is {1}, and the provider now says otherwise",
                    found.id(),
                    found.status());
        }
    }

    /**
     * A payment after an outcome came.
     *
     * @param decided whether this outcome decided it
     */
    private record Settlement(Payment payment, boolean decided) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.payments.PaymentsMetrics;
import io.gatehouse.payments.ledger.Ledger;
import io.gatehouse.payments.payment.Attempt;
import io.gatehouse.payments.payment.AttemptRepository;
import io.gatehouse.payments.payment.OpenRefunds;
import io.gatehouse.payments.payment.PaymentRepository;
import io.gatehouse.payments.payment.Refund;
import io.gatehouse.payments.payment.RefundRepository;
import io.gatehouse.payments.provider.RefundOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The last step of a refund: records the outcome. The first that comes decides; only its
 * transaction writes to the ledger, or returns the money of a refused refund to the payment.
 */
@ApplicationScoped
public class SettleRefund {
    private final Transactions transactions;
    private final PaymentRepository payments;
    private final RefundRepository refunds;
    private final AttemptRepository attempts;
    private final OpenRefunds open;
    private final Ledger ledger;
    private final PaymentsMetrics metrics;
    private final Clock clock;

    @Inject
    SettleRefund(
            Transactions transactions,
            PaymentRepository payments,
            RefundRepository refunds,
            AttemptRepository attempts,
            OpenRefunds open,
            Ledger ledger,
            PaymentsMetrics metrics,
            Clock clock) {
        this.transactions = transactions;
        this.payments = payments;
        this.refunds = refunds;
        this.attempts = attempts;
        this.open = open;
        this.ledger = ledger;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Records what an attempt came to; returns the refund afterwards. */
    Refund settle(UUID id, Attempt attempt, RefundOutcome outcome) {
        Instant now = clock.instant();
        Settlement settlement =
                transactions.runIdempotent(session -> {
                    attempts.end(session, attempt, of(outcome), now);
                    return decide(session, id, outcome, now);
                });
        count(settlement);
        return settlement.refund();
    }

    /** Decides a refund in the caller's transaction, which is followed by {@link #count}. */
    public Settlement decide(
            StatelessSession session, UUID id, RefundOutcome outcome, Instant now) {
        Optional<Refund> decided =
                switch (outcome) {
                    case RefundOutcome.Refunded refunded -> {
                        Optional<Refund> moved =
                                refunds.refund(session, id, refunded.refund(), now);
                        moved.ifPresent(
                                refund -> ledger.refunded(session, id, refund.amount(), now));
                        yield moved;
                    }
                    case RefundOutcome.Refused refused -> {
                        Optional<Refund> moved = refunds.refuse(session, id, refused.code(), now);
                        moved.ifPresent(refund ->
                                payments.lowerRefunded(
                                        session, refund.paymentId(), refund.amount(), now));
                        yield moved;
                    }
                    case RefundOutcome.Unknown _ -> Optional.empty();
                };
        decided.ifPresent(_ -> open.remove(session, id));
        return decided.map(refund -> new Settlement(refund, true))
                .orElseGet(() -> new Settlement(refunds.get(session, id), false));
    }

    /** Counts a refund that was decided. */
    public void count(Settlement settlement) {
        if (settlement.decided()) {
            metrics.refunded(settlement.refund().status().name());
        }
    }

    private static Attempt.Outcome of(RefundOutcome outcome) {
        return switch (outcome) {
            case RefundOutcome.Refunded _ -> Attempt.Outcome.REFUNDED;
            case RefundOutcome.Refused _ -> Attempt.Outcome.REFUSED;
            case RefundOutcome.Unknown _ -> Attempt.Outcome.UNKNOWN;
        };
    }

    /**
     * A refund after an outcome came.
     *
     * @param decided whether this outcome decided it
     */
    public record Settlement(Refund refund, boolean decided) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.payments.PaymentsMetrics;
import io.gatehouse.payments.ledger.Ledger;
import io.gatehouse.payments.payment.Attempt;
import io.gatehouse.payments.payment.AttemptRepository;
import io.gatehouse.payments.payment.Refund;
import io.gatehouse.payments.payment.RefundRepository;
import io.gatehouse.payments.payment.RefundStatus;
import io.gatehouse.payments.provider.RefundOutcome;
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
 * The last step of a refund: records the outcome. The first that comes decides; only its
 * transaction writes to the ledger, or returns the money of a refused refund to the payment.
 */
@ApplicationScoped
public class SettleRefund {
    private static final Logger LOG = System.getLogger(SettleRefund.class.getName());

    private final Transactions transactions;
    private final RefundRepository refunds;
    private final AttemptRepository attempts;
    private final Ledger ledger;
    private final PaymentsMetrics metrics;
    private final Clock clock;

    @Inject
    SettleRefund(
            Transactions transactions,
            RefundRepository refunds,
            AttemptRepository attempts,
            Ledger ledger,
            PaymentsMetrics metrics,
            Clock clock) {
        this.transactions = transactions;
        this.refunds = refunds;
        this.attempts = attempts;
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

    /**
     * Records what the provider tells unasked; returns whether that decided the refund.
     *
     * @see io.gatehouse.payments.charge.SettlePayment#settleUnasked
     */
    public boolean settleUnasked(UUID id, RefundOutcome outcome) {
        Instant now = clock.instant();
        if (!transactions.read(session -> isNews(session, id, outcome, now))) {
            return false;
        }
        Settlement settlement =
                transactions.runIdempotent(session -> decide(session, id, outcome, now));
        count(settlement);
        return settlement.decided();
    }

    private boolean isNews(StatelessSession session, UUID id, RefundOutcome outcome, Instant now) {
        Optional<Refund> found = refunds.find(session, id);
        found.filter(refund -> !refund.isOpen())
                .ifPresent(refund -> noteContradiction(refund, outcome));
        return found.filter(Refund::isOpen)
                .filter(refund ->
                        !attempts.isRunning(session, refund.paymentId(), Optional.of(id), now))
                .isPresent();
    }

    private Settlement decide(
            StatelessSession session, UUID id, RefundOutcome outcome, Instant now) {
        Optional<Refund> decided =
                switch (outcome) {
                    case RefundOutcome.Refunded refunded ->
                            refunds.refund(session, id, refunded.refund(), now);
                    case RefundOutcome.Refused refused ->
                            refunds.refuse(session, id, refused.code(), now);
                    case RefundOutcome.Unknown _ -> Optional.empty();
                };
        if (decided.isEmpty()) {
            Refund found = refunds.get(session, id);
            noteContradiction(found, outcome);
            return new Settlement(found, false);
        }
        Refund refund = decided.get();
        RefundRepository.OPEN.remove(session, id);
        if (refund.status() == RefundStatus.REFUNDED) {
            ledger.refunded(session, id, refund.amount(), now);
        }
        return new Settlement(refund, true);
    }

    private void count(Settlement settlement) {
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

    private void noteContradiction(Refund found, RefundOutcome outcome) {
        boolean same =
                switch (outcome) {
                    case RefundOutcome.Refunded _ -> found.status() == RefundStatus.REFUNDED;
                    case RefundOutcome.Refused _ -> found.status() == RefundStatus.REFUSED;
                    case RefundOutcome.Unknown _ -> true;
                };
        if (!same) {
            metrics.contradicted();
            LOG.log(
                    Level.ERROR,
                    "refund {0} is {1}, and the provider now says otherwise",
                    found.id(),
                    found.status());
        }
    }

    /**
     * A refund after an outcome came.
     *
     * @param decided whether this outcome decided it
     */
    private record Settlement(Refund refund, boolean decided) {}
}

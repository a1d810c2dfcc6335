// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.payments.PaymentsConfig;
import io.gatehouse.payments.PaymentsMetrics;
import io.gatehouse.payments.payment.RefundRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Resumes refunds that a crash, or a provider that did not answer, left open. */
@ApplicationScoped
class UnfinishedRefunds {
    private final Transactions transactions;
    private final BeginRefund begin;
    private final RefundPayment refund;
    private final PaymentsMetrics metrics;
    private final Clock clock;
    private final PaymentsConfig config;

    @Inject
    UnfinishedRefunds(
            Transactions transactions,
            BeginRefund begin,
            RefundPayment refund,
            PaymentsMetrics metrics,
            Clock clock,
            PaymentsConfig config) {
        this.transactions = transactions;
        this.begin = begin;
        this.refund = refund;
        this.metrics = metrics;
        this.clock = clock;
        this.config = config;
    }

    /** Runs one round: leases and resumes due refunds one by one; returns their number. */
    int round() {
        int taken = 0;
        while (taken < config.recovery().batch() && driveOne()) {
            taken++;
        }
        metrics.oldestRefund(transactions.read(RefundRepository.OPEN::oldest), clock.instant());
        return taken;
    }

    private boolean driveOne() {
        Instant now = clock.instant();
        UUID attempt = begin.newId();
        Optional<OpenRefund> due = transactions.run(session -> lease(session, attempt, now));
        due.ifPresent(found -> {
            metrics.recovered();
            refund.complete(found);
        });
        return due.isPresent();
    }

    private Optional<OpenRefund> lease(StatelessSession session, UUID attempt, Instant now) {
        return RefundRepository.OPEN
                .take(session, config.recovery().lease(), now)
                .map(id -> begin.again(session, id, attempt, now));
    }
}

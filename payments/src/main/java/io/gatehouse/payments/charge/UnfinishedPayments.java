// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.payments.PaymentsConfig;
import io.gatehouse.payments.PaymentsMetrics;
import io.gatehouse.payments.payment.OpenPayments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Resumes payments that a crash, or a provider that did not answer, left open. */
@ApplicationScoped
class UnfinishedPayments {
    private final Transactions transactions;
    private final OpenPayments open;
    private final BeginCharge begin;
    private final ChargePayment charge;
    private final PaymentsMetrics metrics;
    private final Clock clock;
    private final PaymentsConfig config;

    @Inject
    UnfinishedPayments(
            Transactions transactions,
            OpenPayments open,
            BeginCharge begin,
            ChargePayment charge,
            PaymentsMetrics metrics,
            Clock clock,
            PaymentsConfig config) {
        this.transactions = transactions;
        this.open = open;
        this.begin = begin;
        this.charge = charge;
        this.metrics = metrics;
        this.clock = clock;
        this.config = config;
    }

    /** Runs one round: leases and resumes due payments one by one; returns their number. */
    int round() {
        int taken = 0;
        while (taken < config.recovery().batch() && driveOne()) {
            taken++;
        }
        metrics.oldestPayment(transactions.read(open::oldest), clock.instant());
        return taken;
    }

    private boolean driveOne() {
        Instant now = clock.instant();
        UUID attempt = begin.newId();
        Optional<OpenCharge> due = transactions.run(session -> lease(session, attempt, now));
        due.ifPresent(found -> {
            metrics.recovered();
            charge.complete(found);
        });
        return due.isPresent();
    }

    private Optional<OpenCharge> lease(StatelessSession session, UUID attempt, Instant now) {
        return open.lease(session, config.recovery().lease(), now)
                .map(id -> begin.again(session, id, attempt, now));
    }
}

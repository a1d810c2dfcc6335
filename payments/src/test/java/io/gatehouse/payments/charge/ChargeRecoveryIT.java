// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.payments.FakeProvider.Fault;
import io.gatehouse.payments.PaymentFixture;
import io.gatehouse.payments.provider.ChargeOutcome;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Deaths at each point of a charge, and the worker that heals them. */
@HelidonTest
class ChargeRecoveryIT extends PaymentFixture {
    @Inject private UnfinishedPayments worker;
    @Inject private SettlePayment settle;
    @Inject private BeginCharge begin;
    @Inject private Transactions transactions;
    @Inject private Clock clock;

    @Test
    void roundWhenTheServiceDiedBeforeItAskedThenChargedAndPaid() {
        provider.fail(Fault.DEATH);
        assertThat(charge().status()).isEqualTo(500);
        assertThat(status()).isEqualTo("PENDING");
        provider.heal();

        drain();

        assertThat(status()).isEqualTo("PAID");
        assertThat(owed(order)).isEqualTo(3000);
        assertThat(Rows.count("SELECT count(*) FROM payment_attempt WHERE payment_id = ?", order))
                .isEqualTo(2);
    }

    @Test
    void roundWhenTheAnswerWasLostThenLookedUpAndNotChargedAgain() {
        provider.fail(Fault.ANSWER_LOST);
        charge();
        provider.heal();

        drain();

        assertThat(status()).isEqualTo("PAID");
        assertThat(provider.calls(order)).isEqualTo(1);
    }

    @Test
    void roundWhenDeclinedAtLastThenDeclined() {
        provider.fail(Fault.AWAY);
        charge();
        provider.heal();
        provider.onCharge(_ -> new ChargeOutcome.Declined("expired_card"));

        drain();

        assertThat(status()).isEqualTo("DECLINED");
        assertThat(entries(order)).isZero();
    }

    @Test
    void roundWhenTheLeaseIsFreshThenLeavesThePaymentToItsRequest() {
        drain();
        provider.fail(Fault.AWAY);
        charge();

        assertThat(worker.round()).isZero();

        assertThat(provider.calls(order)).isEqualTo(1);
    }

    @Test
    void roundWhenTwoInstancesRunThenEachPaymentIsTakenOnce() {
        provider.fail(Fault.AWAY);
        charge();
        endLeases();

        Parallel.times(
                2,
                () -> {
                    worker.round();
                    return true;
                });

        assertThat(Rows.count("SELECT attempts FROM open_payment WHERE id = ?", order))
                .isEqualTo(1);
    }

    @Test
    void settleWhenAnotherOutcomeCameFirstThenTheFirstStays() {
        provider.fail(Fault.AWAY);
        charge();
        OpenCharge late =
                transactions.run(
                        session -> begin.again(session, order, UUID.randomUUID(), clock.instant()));
        provider.heal();
        charge();

        settle.settle(late.attempt().orElseThrow(), new ChargeOutcome.Charged("ch_other"));
        settle.settle(late.attempt().orElseThrow(), new ChargeOutcome.Declined("late"));

        assertThat(status()).isEqualTo("PAID");
        assertThat(entries(order)).isEqualTo(2);
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM payment WHERE id = ? AND provider_charge = 'ch_other'",
                                order))
                .isZero();
    }

    private void drain() {
        endLeases();
        while (worker.round() > 0) {
            // Each round takes what is due; a lease keeps it from being due again.
        }
    }

    private String status() {
        for (String status : new String[] {"PENDING", "PAID", "DECLINED"}) {
            if (Rows.count(
                            "SELECT count(*) FROM payment WHERE id = ? AND status = ?",
                            order,
                            status)
                    == 1) {
                return status;
            }
        }
        return "";
    }
}

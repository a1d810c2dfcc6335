// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.ledger;

import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Produces the repeated work of this package. */
@ApplicationScoped
class LedgerBeans {
    @Produces
    @Singleton
    RepeatedWork check(PaymentsConfig config, RandomGenerator random, LedgerCheck check) {
        return new RepeatedWork("ledger-check", config.ledgerInterval(), random, check::round)
                .atOnce();
    }
}

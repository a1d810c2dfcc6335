// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Produces the repeated work of this package. */
@ApplicationScoped
class RefundBeans {
    @Produces
    @Singleton
    RepeatedWork recovery(
            PaymentsConfig config, RandomGenerator random, UnfinishedRefunds unfinished) {
        return new RepeatedWork(
                "unfinished-refunds", config.recovery().interval(), random, unfinished::round);
    }
}

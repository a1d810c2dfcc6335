// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Produces the keys for sources at rest and the repeated work of this package. */
@ApplicationScoped
class ChargeBeans {
    @Produces
    @Singleton
    SealingKeys sealingKeys(PaymentsConfig config, SecureRandom random) {
        return SealingKeys.parse(config.sealKeysFile().lines(), random);
    }

    @Produces
    @Singleton
    RepeatedWork recovery(
            PaymentsConfig config, RandomGenerator random, UnfinishedPayments unfinished) {
        return new RepeatedWork(
                "unfinished-payments", config.recovery().interval(), random, unfinished::round);
    }
}

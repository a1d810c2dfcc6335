// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.idempotency;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the repeated work of this package. */
@ApplicationScoped
class IdempotencyBeans {
    private static final Duration CLEANING = Duration.ofMinutes(1);

    @Produces
    @Singleton
    RepeatedWork cleaning(RandomGenerator random, ExpiredKeys expired) {
        return new RepeatedWork("expired-keys", CLEANING, random, expired::delete);
    }
}

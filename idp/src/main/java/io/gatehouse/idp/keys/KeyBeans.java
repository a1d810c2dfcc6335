// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Puts together what the beans of the keys cannot make themselves. */
@ApplicationScoped
class KeyBeans {
    /** A round comes half as late again at the most: other instances' keys are known in 2 s. */
    private static final Duration ROTATION = Duration.ofMillis(1300);

    @Produces
    @Singleton
    RepeatedWork rotation(KeyRotation rotation, RandomGenerator random) {
        return new RepeatedWork("keys", ROTATION, random, rotation::tick).atOnce();
    }
}

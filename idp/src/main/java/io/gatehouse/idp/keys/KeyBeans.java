// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work of {@link KeyRotation}. */
@ApplicationScoped
class KeyBeans {
    /** With jitter at most 1.95 s, so that keys of other instances are loaded within 2 s. */
    private static final Duration ROTATION = Duration.ofMillis(1300);

    @Produces
    @Singleton
    RepeatedWork rotation(KeyRotation rotation, RandomGenerator random) {
        return new RepeatedWork("keys", ROTATION, random, rotation::tick).atOnce();
    }
}

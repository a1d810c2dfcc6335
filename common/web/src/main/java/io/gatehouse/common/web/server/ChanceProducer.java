// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Makes chance injectable, for pauses; what must not be guessed takes a {@code SecureRandom}. */
@ApplicationScoped
class ChanceProducer {
    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}

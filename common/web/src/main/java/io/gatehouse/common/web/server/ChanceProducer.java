// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Makes a random generator injectable, for pauses; secrets need a {@code SecureRandom}. */
@ApplicationScoped
class ChanceProducer {
    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}

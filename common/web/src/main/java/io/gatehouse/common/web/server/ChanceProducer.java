// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes chance injectable: one generator for pauses, one for secrets, and a source of ids. */
@ApplicationScoped
class ChanceProducer {
    /** For pauses; what is drawn can be guessed. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    /** For secrets. Typed, because a secure random is a random generator too. */
    @Produces
    @Singleton
    @Typed(SecureRandom.class)
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** Produces what all parts of the service share: the configuration and the source of ids. */
@ApplicationScoped
class PaymentsBeans {
    @Produces
    @Singleton
    PaymentsConfig config(ConfigKeys keys) {
        return PaymentsConfig.from(keys);
    }

    /** For secrets; all other randomness comes from the {@code RandomGenerator} of common. */
    @Produces
    @Singleton
    @Typed(SecureRandom.class)
    SecureRandom random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }
}

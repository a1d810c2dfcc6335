// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** What payments are charged to: tokens of the provider, sealed for as long as they are kept. */
@ApplicationScoped
class Sources {
    private final SealingKeys keys;
    private final PaymentsConfig config;

    @Inject
    Sources(SealingKeys keys, PaymentsConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /** Seals the source of one payment, so that it opens for no other. */
    byte[] seal(UUID payment, Secret source) {
        return keys.seal(source, context(payment));
    }

    /** The source of a payment: its own, or the one that orders without one are charged to. */
    Secret of(UUID payment, Optional<byte[]> sealed) {
        return sealed.map(own -> keys.openSecret(own, context(payment)))
                .orElseGet(() -> new Secret(config.provider().cardSource()));
    }

    private static String context(UUID payment) {
        return "source of payment " + payment;
    }
}

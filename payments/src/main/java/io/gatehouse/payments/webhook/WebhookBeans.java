// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the verifier of events. */
@ApplicationScoped
class WebhookBeans {
    @Produces
    @Singleton
    EventSignature signature(PaymentsConfig config) {
        return EventSignature.parse(config.webhookSecretFile().lines());
    }
}

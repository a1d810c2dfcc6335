// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the provider that is chosen. */
@ApplicationScoped
class ProviderBeans {
    @Produces
    @Singleton
    Provider provider(ProviderCalls calls, PaymentsConfig config) {
        return switch (config.provider().kind()) {
            case HTTP -> new HttpProvider(calls);
            case STRIPE -> new StripeProvider(calls);
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the provider. */
@ApplicationScoped
class ProviderBeans {
    @Produces
    @Singleton
    Provider provider(ProviderCalls calls) {
        return new HttpProvider(calls);
    }
}

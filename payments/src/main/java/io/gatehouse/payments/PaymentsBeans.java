// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the configuration, which all parts of the service share. */
@ApplicationScoped
class PaymentsBeans {
    @Produces
    @Singleton
    PaymentsConfig config(ConfigKeys keys) {
        return PaymentsConfig.from(keys);
    }
}

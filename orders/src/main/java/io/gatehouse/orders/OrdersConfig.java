// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.common.work.Lease;
import java.net.URI;
import java.time.Duration;

/**
 * The configuration of this service; the README describes each key.
 *
 * @param sealKeysFile the keys under which sources are sealed
 */
record OrdersConfig(
        URI productsUrl,
        Duration productsTimeout,
        URI paymentsUrl,
        Duration paymentsTimeout,
        Duration cancelBudget,
        Duration recoveryInterval,
        Lease recoveryLease,
        SecretFile sealKeysFile) {

    /** Reads and validates all keys, so that an invalid value stops the start. */
    static OrdersConfig from(ConfigKeys keys) {
        return new OrdersConfig(
                keys.url("orders.products-url"),
                keys.duration("orders.products-timeout", "PT2S"),
                keys.url("orders.payments-url"),
                keys.duration("orders.payments-timeout", "PT3S"),
                keys.duration("orders.cancel-budget", "PT5S"),
                keys.duration("orders.recovery.interval", "PT1S"),
                Lease.from(keys, "orders.recovery"),
                keys.secretFile("orders.seal.keys-file"));
    }
}

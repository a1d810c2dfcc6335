// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work that deletes old device authorizations. */
@ApplicationScoped
class DeviceBeans {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How long a device that polls late is told that its code has expired. */
    private static final Duration KEPT = Duration.ofHours(1);

    @Produces
    @Singleton
    RepeatedWork devices(
            DeviceRepository devices,
            Transactions transactions,
            Clock clock,
            RandomGenerator random) {
        Clock behind = Clock.offset(clock, KEPT.negated());
        ExpiredRows old = new ExpiredRows(transactions, behind, devices::deleteExpired);
        return new RepeatedWork("device-authorizations", INTERVAL, random, old::delete).atOnce();
    }
}

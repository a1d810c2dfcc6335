// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work of {@link Chaining} and {@link Expiry}. */
@ApplicationScoped
class AuditBeans {
    private static final Duration CHAINING = Duration.ofSeconds(2);
    private static final Duration EXPIRY = Duration.ofMinutes(10);

    @Produces
    @Singleton
    RepeatedWork auditChaining(Chaining chaining, RandomGenerator random) {
        return new RepeatedWork("audit-chaining", CHAINING, random, chaining::round);
    }

    @Produces
    @Singleton
    RepeatedWork auditExpiry(Expiry expiry, RandomGenerator random) {
        return new RepeatedWork("audit-expiry", EXPIRY, random, expiry::round).atOnce();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work of {@link Cleanup} and {@link SessionLimit}. */
@ApplicationScoped
class SessionBeans {
    private static final Duration CLEANUP = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Produces
    @Singleton
    RepeatedWork cleanup(Cleanup cleanup, RandomGenerator random) {
        return new RepeatedWork("cleanup", CLEANUP, random, cleanup::round).atOnce();
    }

    @Produces
    @Singleton
    RepeatedWork sessionLimit(SessionLimit limit, RandomGenerator random) {
        return new RepeatedWork("session-limit", LIMIT, random, limit::round);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work of {@link Cleanup}. */
@ApplicationScoped
class SessionBeans {
    private static final Duration CLEANUP = Duration.ofMinutes(1);

    @Produces
    @Singleton
    RepeatedWork cleanup(Cleanup cleanup, RandomGenerator random) {
        return new RepeatedWork("cleanup", CLEANUP, random, cleanup::round).atOnce();
    }
}

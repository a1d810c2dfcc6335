// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Work of each kind, as a service produces it. */
@ApplicationScoped
class SampleWork {
    /** Behind the work's start, before Helidon's server. */
    private static final int JUST_BEFORE_SERVER = 4000;

    private static final Duration LONG = Duration.ofDays(1);

    static final CountDownLatch AT_ONCE = new CountDownLatch(1);
    static final AtomicInteger BEFORE_SERVING = new AtomicInteger();
    static final AtomicInteger LATER = new AtomicInteger();
    static final AtomicInteger SEEN_BY_SERVER = new AtomicInteger();

    void look(
            @Observes @Priority(JUST_BEFORE_SERVER) @Initialized(ApplicationScoped.class)
                    Object started) {
        SEEN_BY_SERVER.set(BEFORE_SERVING.get());
    }

    @Produces
    @Singleton
    RepeatedWork atOnce(RandomGenerator random) {
        return new RepeatedWork("at-once", LONG, random, AT_ONCE::countDown).atOnce();
    }

    @Produces
    @Singleton
    RepeatedWork beforeServing(RandomGenerator random) {
        return new RepeatedWork("before-serving", LONG, random, BEFORE_SERVING::incrementAndGet)
                .beforeServing();
    }

    @Produces
    @Singleton
    RepeatedWork later(RandomGenerator random) {
        return new RepeatedWork("later", LONG, random, LATER::incrementAndGet);
    }

    @Produces
    @Singleton
    RepeatedWork never(RandomGenerator random) {
        return new RepeatedWork("never", LONG, random, LATER::incrementAndGet)
                .beforeServing()
                .asLongAs(() -> false);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Makes the one clock of a service injectable. */
@ApplicationScoped
public class TimeProducer {
    /** The resolution of the database, so that a time in a response equals the one read later. */
    private static final Duration MICROSECOND = Duration.ofNanos(1000);

    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}

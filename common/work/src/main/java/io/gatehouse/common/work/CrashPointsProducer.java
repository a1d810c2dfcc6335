// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Produces the crash points, which {@code gatehouse.crash.one-in} switches on. */
@ApplicationScoped
public class CrashPointsProducer {
    /** The exit status after SIGKILL, as a shell tells it. */
    private static final int KILLED = 137;

    private static final int MOST = 1_000_000;

    @Produces
    @Singleton
    CrashPoints crashPoints(ConfigKeys keys, RandomGenerator random) {
        int oneIn = keys.number("gatehouse.crash.one-in", "0", 0, MOST);
        return new CrashPoints(oneIn, random, () -> Runtime.getRuntime().halt(KILLED));
    }
}

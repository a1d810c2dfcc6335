// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.util.random.RandomGenerator;

/**
 * Ends the process at named points of its work, one time in so many, as SIGKILL would: to show that
 * nothing is lost or done twice wherever it dies. Unless {@code gatehouse.crash.one-in} is set it
 * does nothing.
 */
public final class CrashPoints {
    private static final System.Logger LOG = System.getLogger(CrashPoints.class.getName());
    private static final CrashPoints NONE =
            new CrashPoints(0, RandomGenerator.getDefault(), () -> {});

    private final int oneIn;
    private final RandomGenerator random;
    private final Runnable end;

    /** The points. Between them, what is done is known to one party at most. */
    public enum Point {
        BEFORE_COMMIT,
        AFTER_COMMIT,
        BEFORE_CALL,
        AFTER_CALL
    }

    /**
     * @param oneIn on average, one of so many passes ends the process; 0 for never
     * @param end ends the process at once
     */
    CrashPoints(int oneIn, RandomGenerator random, Runnable end) {
        if (oneIn < 0) {
            throw new IllegalArgumentException("oneIn is negative");
        }
        this.oneIn = oneIn;
        this.random = requireNonNull(random, "random");
        this.end = requireNonNull(end, "end");
    }

    /** Points at which nothing ever happens. */
    public static CrashPoints none() {
        return NONE;
    }

    /** Passes a point, or ends the process there. */
    public void pass(Point point) {
        if (oneIn > 0 && random.nextInt(oneIn) == 0) {
            LOG.log(Level.WARNING, "crashes at {0}, as configured", point);
            end.run();
        }
    }
}

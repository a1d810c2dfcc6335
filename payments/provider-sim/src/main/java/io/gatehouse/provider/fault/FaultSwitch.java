// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.fault;

import static java.util.Objects.requireNonNull;

import io.gatehouse.provider.charge.Conditions;
import io.gatehouse.provider.wire.Refusal;
import io.gatehouse.provider.work.Background;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Makes requests meet the faults that are switched on. */
public final class FaultSwitch implements Conditions {
    private static final Duration HANG = Duration.ofSeconds(60);

    private final Background background;
    private final RandomGenerator random;
    private volatile Faults faults = Faults.NONE;

    public FaultSwitch(Background background, RandomGenerator random) {
        this.background = requireNonNull(background, "background");
        this.random = requireNonNull(random, "random");
    }

    public Faults faults() {
        return faults;
    }

    public void set(Faults switchedOn) {
        faults = requireNonNull(switchedOn, "switchedOn");
    }

    /**
     * The faults before anything is done.
     *
     * @throws Refusal {@code internal}
     * @throws CloseConnectionException after a long silence
     */
    public void beforeWork() {
        if (happens(faults.errorRate())) {
            throw new Refusal(500, "internal", "The provider has a problem.");
        }
        if (happens(faults.hangRate())) {
            background.pause(HANG);
            throw new CloseConnectionException("the switched on silence is over");
        }
    }

    /**
     * The fault after all is done.
     *
     * @throws CloseConnectionException instead of an answer
     */
    public void afterWork() {
        if (happens(faults.resetAfterSuccessRate())) {
            throw new CloseConnectionException("the switched on reset");
        }
    }

    @Override
    public void delay() {
        long millis = faults.latencyMillis();
        if (millis > 0) {
            background.pause(Duration.ofMillis(millis));
        }
    }

    @Override
    public boolean declines() {
        return happens(faults.declineRate());
    }

    private boolean happens(double rate) {
        return rate > 0 && random.nextDouble() < rate;
    }
}

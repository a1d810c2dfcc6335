// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import static java.util.Objects.requireNonNull;

import io.gatehouse.provider.wire.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/** Gives new things their id and their time. */
public final class Names {
    private static final String CHARACTERS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 24;

    private final Clock clock;
    private final RandomGenerator random;

    public Names(Clock clock, RandomGenerator random) {
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
    }

    String id(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        random.ints(LENGTH, 0, CHARACTERS.length())
                .forEach(index -> id.append(CHARACTERS.charAt(index)));
        return id.toString();
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Event event(Charge decided) {
        String type = decided.status() == Status.SUCCEEDED ? "charge.succeeded" : "charge.declined";
        return new Event(id("evt_"), type, now(), Json.tree(decided));
    }

    Event event(Refund refund) {
        return new Event(id("evt_"), "refund.succeeded", now(), Json.tree(refund));
    }
}

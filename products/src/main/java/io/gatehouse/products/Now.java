// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What time it is, in the database's microseconds: what is answered is what is read later. */
public record Now(Clock clock) {
    public Now {
        requireNonNull(clock, "clock is null");
    }

    public Instant get() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

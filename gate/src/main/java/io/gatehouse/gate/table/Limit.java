// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bucket of {@code burst} requests that gets {@code rate} of them back evenly over each period.
 *
 * @param isNamed whether it holds only for the routes that name it
 */
public record Limit(String name, By by, boolean isNamed, int burst, int rate, Period per) {
    private static final int NEXT = 60;

    /** Who has a bucket of his own. */
    public enum By {
        @JsonProperty("address")
        ADDRESS,
        /** A caller who is signed in and no admin. */
        @JsonProperty("subject")
        SUBJECT,
        @JsonProperty("admin")
        ADMIN
    }

    /** The time of a rate. */
    public enum Period {
        @JsonProperty("1s")
        SECOND(1),
        @JsonProperty("1m")
        MINUTE(60),
        @JsonProperty("1h")
        HOUR(3600);

        private final int seconds;

        Period(int seconds) {
            this.seconds = seconds;
        }

        public int seconds() {
            return seconds;
        }
    }

    /**
     * A window in which the central service counts: it knows no bursts.
     *
     * @param name of the limit, with the window's period unless it is the first
     */
    public record Window(String name, Period period, int requests) {}

    /**
     * Refuses what could never be counted.
     *
     * @throws IllegalArgumentException when a number is not positive, or the rate above the burst
     */
    public Limit {
        if (rate <= 0 || burst < rate) {
            throw new IllegalArgumentException(
                    "limit %s: rate %d and burst %d are not positive and in this order"
                            .formatted(name, rate, burst));
        }
        if (isNamed && by != By.ADDRESS) {
            throw new IllegalArgumentException(
                    "limit %s: only a limit by address can be for named routes".formatted(name));
        }
    }

    /** Seconds until the next request comes back to an empty bucket, rounded up. */
    public int secondsToNext() {
        return Math.ceilDiv(per.seconds(), rate);
    }

    /** A burst is the shorter window, the rate the longer one; an hour is the longest there is. */
    public List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        windows.add(new Window(name, per, burst));
        if (burst > rate && per != Period.HOUR) {
            Period longer = per == Period.SECOND ? Period.MINUTE : Period.HOUR;
            windows.add(
                    new Window(
                            name + "-" + longer.name().toLowerCase(Locale.ROOT),
                            longer,
                            rate * NEXT));
        }
        return windows;
    }
}

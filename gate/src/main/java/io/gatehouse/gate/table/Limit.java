// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A token bucket of {@code burst} requests, which is refilled evenly with {@code rate} per period.
 *
 * @param isNamed whether it applies only to the routes that name it
 */
public record Limit(String name, By by, boolean isNamed, int burst, int rate, Period per) {
    private static final int NEXT = 60;

    /** What has a bucket of its own. */
    public enum By {
        @JsonProperty("address")
        ADDRESS,
        /** A signed-in caller without the role admin. */
        @JsonProperty("subject")
        SUBJECT,
        @JsonProperty("admin")
        ADMIN
    }

    /** The period of a rate. */
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
     * A fixed window of the central service, which has no bursts.
     *
     * @param name of the limit, with the window's period unless it is the first
     */
    public record Window(String name, Period period, int requests) {}

    /**
     * Refuses what could not be counted.
     *
     * @throws IllegalArgumentException when a number is not positive, the rate is above the burst,
     *     or a limit for named routes is not by address
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

    /** Seconds until an empty bucket admits the next request, rounded up. */
    public int secondsToNext() {
        return Math.ceilDiv(per.seconds(), rate);
    }

    /** The burst becomes the shorter window, the rate the longer one, which is an hour at most. */
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

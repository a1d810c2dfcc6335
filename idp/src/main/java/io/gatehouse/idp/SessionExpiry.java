// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import java.time.Duration;
import java.time.Instant;

/** When a session, of a client or of a browser, expires: if it is not used, and at the latest. */
public record SessionExpiry(Instant idle, Instant absolute) {
    private static final int PARTS = 100;

    /** Of a session that begins now. */
    public static SessionExpiry begin(Instant now, IdpConfig.Sessions config) {
        return new SessionExpiry(now.plus(config.idle()), now.plus(config.absolute()));
    }

    public boolean passed(Instant now) {
        return !now.isBefore(idle) || !now.isBefore(absolute);
    }

    /**
     * The same after a use: the time without one begins anew. It is left as it is if that would add
     * less than a hundredth: the column has an index, and where it stays the database has not to
     * write to each index of the row. So a session may end that much earlier.
     */
    public SessionExpiry used(Instant now, Duration longestIdle) {
        Instant whole = now.plus(longestIdle);
        Instant wanted = whole.isAfter(absolute) ? absolute : whole;
        Instant latest = idle.plus(longestIdle.dividedBy(PARTS));
        boolean isEnough = !wanted.isBefore(idle) && wanted.isBefore(latest);
        return isEnough ? this : new SessionExpiry(wanted, absolute);
    }
}

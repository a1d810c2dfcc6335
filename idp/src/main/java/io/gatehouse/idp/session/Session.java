// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A session: one sign-in at one client, with its family of refresh tokens; access tokens carry its
 * id as sid.
 *
 * @param rotatedAt when its newest tokens were issued
 */
public record Session(
        UUID id,
        UUID account,
        Authorization authorization,
        long generation,
        Instant authenticatedAt,
        Instant rotatedAt,
        Expiry expiry) {

    /** When a session expires: if it is not used, and at the latest. */
    record Expiry(Instant idle, Instant absolute) {
        private static final int PARTS = 100;

        boolean passed(Instant now) {
            return !now.isBefore(idle) || !now.isBefore(absolute);
        }

        /**
         * The same after a use: the time without one begins anew. It is left as it is if that would
         * add less than a hundredth: the column has an index, and where it stays the database has
         * not to write to each index of the row. So a session may end that much earlier.
         */
        Expiry used(Instant now, Duration longestIdle) {
            Instant whole = now.plus(longestIdle);
            Instant wanted = whole.isAfter(absolute) ? absolute : whole;
            Instant latest = idle.plus(longestIdle.dividedBy(PARTS));
            boolean isEnough = !wanted.isBefore(idle) && wanted.isBefore(latest);
            return isEnough ? this : new Expiry(wanted, absolute);
        }
    }
}

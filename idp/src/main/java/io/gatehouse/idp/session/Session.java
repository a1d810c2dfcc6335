// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import java.time.Instant;
import java.util.UUID;

/**
 * One sign-in: what its access tokens carry as sid, and the family of its refresh tokens.
 *
 * @param rotatedAt when its newest tokens were issued
 */
public record Session(
        UUID id,
        UUID account,
        long generation,
        Instant authenticatedAt,
        Instant rotatedAt,
        Expiry expiry) {

    /** When a session ends by itself: unused, or at the latest. */
    record Expiry(Instant idle, Instant absolute) {

        boolean passed(Instant now) {
            return !now.isBefore(idle) || !now.isBefore(absolute);
        }
    }
}

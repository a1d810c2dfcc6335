// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

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

        boolean passed(Instant now) {
            return !now.isBefore(idle) || !now.isBefore(absolute);
        }
    }
}

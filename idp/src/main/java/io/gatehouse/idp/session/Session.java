// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.idp.SessionExpiry;
import io.gatehouse.idp.account.Assurance;
import java.time.Instant;
import java.util.UUID;

/**
 * A session: one sign-in at one client, with its family of refresh tokens; access tokens carry its
 * id as sid.
 *
 * @param assurance of the sign-in
 * @param rotatedAt when its newest tokens were issued
 */
public record Session(
        UUID id,
        UUID account,
        Authorization authorization,
        long generation,
        Instant authenticatedAt,
        Assurance assurance,
        Instant rotatedAt,
        SessionExpiry expiry) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import java.time.Instant;
import java.util.Optional;

/**
 * One denial: the gate refuses every token it describes until it expires with them.
 *
 * @param notBefore for accounts: tokens that carry an earlier one are denied
 */
record Revocation(
        long revision,
        RevocationKind kind,
        String value,
        Optional<Long> notBefore,
        Instant expiresAt) {}

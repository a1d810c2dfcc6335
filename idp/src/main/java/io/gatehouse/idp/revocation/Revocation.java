// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import java.time.Instant;
import java.util.Optional;

/**
 * A revocation: until it expires, the gate refuses every token that it matches.
 *
 * @param notBefore for accounts: tokens that carry an earlier one are denied
 */
record Revocation(
        long revision,
        RevocationKind kind,
        String value,
        Optional<Long> notBefore,
        Instant expiresAt) {}

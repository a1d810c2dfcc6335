// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.time.Instant;
import java.util.List;

/**
 * The second factors of an account.
 *
 * @param recoveryCodes how many are left
 */
public record Factors(List<Factor> factors, int recoveryCodes) {

    /** A second factor, by the name of its kind. */
    public record Factor(String kind, Instant enrolledAt) {}

    public Factors {
        factors = factors == null ? List.of() : List.copyOf(factors);
    }
}

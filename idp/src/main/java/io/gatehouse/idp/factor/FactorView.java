// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import java.time.Instant;

/** A factor, by the name of its kind. */
record FactorView(String kind, Instant enrolledAt) {

    static FactorView of(Factor factor) {
        return new FactorView(factor.kind().text(), factor.enrolledAt());
    }
}

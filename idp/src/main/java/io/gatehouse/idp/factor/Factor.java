// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import java.time.Instant;

/** A second factor that an account has. */
record Factor(FactorKind kind, Instant enrolledAt) {}

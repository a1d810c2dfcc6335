// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.work.Lease;
import java.time.Clock;

/**
 * The terms on which orders are worked on: what time it is, for how long an unfinished order
 * belongs to the one who took it, and how many a worker takes in one round.
 */
record Terms(Clock clock, Lease lease, int batch) {}

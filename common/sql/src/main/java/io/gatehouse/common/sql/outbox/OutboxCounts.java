// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * How many messages there are.
 *
 * @param waiting not delivered yet
 * @param oldest when the oldest of those was added
 * @param parked set aside, for an operator to look at
 */
record OutboxCounts(long waiting, Optional<Instant> oldest, long parked) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import java.time.Instant;

/**
 * The first message of a key that a relay has leased.
 *
 * @param place of the message among those of its key
 * @param attempt its number, from 1
 * @param leasedUntil tells this lease of the key from every later one
 */
record LeasedMessage(OutboxMessage message, long place, long attempt, Instant leasedUntil) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A message of the outbox.
 *
 * @param id the same in each delivery, so that a receiver can tell a repeated one
 * @param topic what it is about; decides who delivers it
 * @param key messages of one topic and key are delivered one after another
 * @param payload JSON
 */
public record OutboxMessage(UUID id, String topic, String key, String payload, Instant addedAt) {}

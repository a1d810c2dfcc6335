// SPDX-License-Identifier: Apache-2.0
/**
 * The form of the audit trail, known to the service that writes it and to whoever verifies it.
 *
 * <p>Each event is a JSON object of OCSF with its number in {@code metadata.sequence}. Its hash is
 * SHA-256 over the hash of the event before and its own canonical form (RFC 8785), and stands in
 * {@code unmapped.hash} when it is handed out. Now and then a checkpoint signs the number and the
 * hash of an event, so that nobody without the key can write the chain anew.
 */
package io.gatehouse.common.audit;

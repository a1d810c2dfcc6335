// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Something that the merchant is told of.
 *
 * @param type such as {@code charge.succeeded}
 * @param data the charge or the refund as it became
 */
public record Event(String id, String type, Instant created, ObjectNode data) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** The answer to a purchase whose outcome takes longer than the gate waits. */
public record PendingOrder(String orderId, String status) {}

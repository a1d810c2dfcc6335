// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** The response to a purchase whose outcome is still open (status 202). */
public record PendingOrder(String orderId, String status) {}

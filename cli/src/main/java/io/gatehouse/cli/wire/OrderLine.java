// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** One product in an order, at the price it was bought for. */
public record OrderLine(String productId, String name, long quantity, Money unitPrice) {}

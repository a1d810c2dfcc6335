// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.time.Instant;

/** A state that an order has reached, and when. */
record OrderEvent(OrderStatus status, Instant at) {}

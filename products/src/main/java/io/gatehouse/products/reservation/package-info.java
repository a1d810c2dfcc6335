// SPDX-License-Identifier: Apache-2.0
/** Stock, and the reservations that hold some of it until an order is settled. */
package io.gatehouse.products.reservation;

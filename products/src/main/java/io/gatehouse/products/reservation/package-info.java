// SPDX-License-Identifier: Apache-2.0
/** Stock, and the reservations that hold pieces of it until a purchase is settled. */
package io.gatehouse.products.reservation;

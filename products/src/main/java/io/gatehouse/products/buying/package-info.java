// SPDX-License-Identifier: Apache-2.0
/** Buying: reserve stock, place the order at orders, settle; and finish what a crash left open. */
package io.gatehouse.products.buying;

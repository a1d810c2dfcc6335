// SPDX-License-Identifier: Apache-2.0
/** Purchases: reserve stock, place the order at orders, settle; and recover after a crash. */
package io.gatehouse.products.buying;

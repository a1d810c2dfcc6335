// SPDX-License-Identifier: Apache-2.0
/** What admins do about the stock of a product: correct it, and see what moved it. */
package io.gatehouse.products.stock;

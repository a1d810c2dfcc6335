// SPDX-License-Identifier: Apache-2.0
/** The catalogue: products and their prices, for customers and for admins. */
package io.gatehouse.products.catalogue;

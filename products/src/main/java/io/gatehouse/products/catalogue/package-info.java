// SPDX-License-Identifier: Apache-2.0
/** The catalogue: what is sold, at what price, and who may change it. */
package io.gatehouse.products.catalogue;

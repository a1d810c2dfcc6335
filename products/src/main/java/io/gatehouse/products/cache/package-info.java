// SPDX-License-Identifier: Apache-2.0
/** A cache for what is read often. */
package io.gatehouse.products.cache;

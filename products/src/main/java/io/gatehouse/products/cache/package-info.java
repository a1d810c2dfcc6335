// SPDX-License-Identifier: Apache-2.0
/** A cache for what is read often: in this process, or in a Redis that all instances share. */
package io.gatehouse.products.cache;

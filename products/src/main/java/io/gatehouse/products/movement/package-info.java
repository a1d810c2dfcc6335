// SPDX-License-Identifier: Apache-2.0
/** Stock movements: every change of the pieces for sale, and the check that they add up. */
package io.gatehouse.products.movement;

// SPDX-License-Identifier: Apache-2.0
/**
 * Buying while everything crashes: buyers, a killer, and a check of what must be true afterwards.
 */
package io.gatehouse.e2e.crash;

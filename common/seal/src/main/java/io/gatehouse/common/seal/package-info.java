// SPDX-License-Identifier: Apache-2.0
/** Secrets at rest: encryption under a list of keys, and keyed hashes. */
package io.gatehouse.common.seal;

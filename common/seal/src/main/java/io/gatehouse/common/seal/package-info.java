// SPDX-License-Identifier: Apache-2.0
/** Secrets at rest: encryption under a list of keys, and keyed hashes; the form of API keys. */
package io.gatehouse.common.seal;

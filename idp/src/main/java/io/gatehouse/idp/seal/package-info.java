// SPDX-License-Identifier: Apache-2.0
/** Secrets at rest: encryption, and keyed hashes for lookups. */
package io.gatehouse.idp.seal;

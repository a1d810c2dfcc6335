// SPDX-License-Identifier: Apache-2.0
/** Signing keys from their making to their end, and the key set the world verifies with. */
package io.gatehouse.idp.keys;

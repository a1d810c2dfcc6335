// SPDX-License-Identifier: Apache-2.0
/**
 * Signatures with Ed25519 (RFC 8037) for nimbus-jose-jwt, by the JDK: Nimbus' own need a library of
 * their own, which brings four more.
 */
package io.gatehouse.common.jose;

// SPDX-License-Identifier: Apache-2.0
/** Signing keys: their rotation, and the JWK set with which others verify tokens. */
package io.gatehouse.idp.keys;

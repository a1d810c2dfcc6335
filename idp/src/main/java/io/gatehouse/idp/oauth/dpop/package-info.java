// SPDX-License-Identifier: Apache-2.0
/** Proofs by which a client binds its tokens to a key, and uses them (RFC 9449). */
package io.gatehouse.idp.oauth.dpop;

// SPDX-License-Identifier: Apache-2.0
/** Proofs that a client has the private key which its token is bound to (RFC 9449). */
package io.gatehouse.common.dpop;

// SPDX-License-Identifier: Apache-2.0
/**
 * Second factors: what a sign-in demands beside the password. There is one kind, codes of an
 * authenticator app (RFC 6238), and recovery codes for whoever has lost it.
 */
package io.gatehouse.idp.factor;

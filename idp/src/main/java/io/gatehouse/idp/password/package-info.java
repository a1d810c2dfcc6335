// SPDX-License-Identifier: Apache-2.0
/** Passwords: their rules, their hashing (RFC 9106), their checks. */
package io.gatehouse.idp.password;

// SPDX-License-Identifier: Apache-2.0
/** Passwords: which are accepted, how they are hashed (RFC 9106), how they are checked. */
package io.gatehouse.idp.password;

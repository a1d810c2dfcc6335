// SPDX-License-Identifier: Apache-2.0
/** Token introspection (RFC 7662, RFC 9701), and whether a token still counts. */
package io.gatehouse.idp.oauth.introspection;

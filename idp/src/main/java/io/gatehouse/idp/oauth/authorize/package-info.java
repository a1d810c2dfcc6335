// SPDX-License-Identifier: Apache-2.0
/**
 * The authorization endpoint, with its codes (RFC 6749 section 4.1, RFC 7636, RFC 9207) and the
 * requests that were pushed for it (RFC 9126).
 */
package io.gatehouse.idp.oauth.authorize;

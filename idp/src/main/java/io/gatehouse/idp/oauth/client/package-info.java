// SPDX-License-Identifier: Apache-2.0
/** Clients: what they may do, and how they authenticate (RFC 6749 section 2, RFC 7591). */
package io.gatehouse.idp.oauth.client;

// SPDX-License-Identifier: Apache-2.0
/** Which service a token is for (RFC 8707, RFC 9068 section 3). */
package io.gatehouse.idp.oauth.resource;

// SPDX-License-Identifier: Apache-2.0
/** The token endpoint and its grants (RFC 6749 sections 3.2 and 4). */
package io.gatehouse.idp.oauth.token;

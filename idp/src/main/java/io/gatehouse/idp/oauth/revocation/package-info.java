// SPDX-License-Identifier: Apache-2.0
/** Token revocation (RFC 7009). */
package io.gatehouse.idp.oauth.revocation;

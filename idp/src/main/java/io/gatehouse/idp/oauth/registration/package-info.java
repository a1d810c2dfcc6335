// SPDX-License-Identifier: Apache-2.0
/** Dynamic registration of clients and its management (RFC 7591, RFC 7592). */
package io.gatehouse.idp.oauth.registration;

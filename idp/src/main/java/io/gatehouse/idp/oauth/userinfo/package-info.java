// SPDX-License-Identifier: Apache-2.0
/** The UserInfo endpoint (OpenID Connect Core 1.0 section 5.3). */
package io.gatehouse.idp.oauth.userinfo;

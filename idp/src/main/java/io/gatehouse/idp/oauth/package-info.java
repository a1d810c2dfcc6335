// SPDX-License-Identifier: Apache-2.0
/** OAuth 2.0 and OpenID Connect: what all flows share. Each flow has a package of its own. */
package io.gatehouse.idp.oauth;

// SPDX-License-Identifier: Apache-2.0
/** Signing out, as a client asks for it (OpenID Connect RP-Initiated Logout 1.0). */
package io.gatehouse.idp.oauth.logout;

// SPDX-License-Identifier: Apache-2.0
/** Telling clients that a session has ended (OpenID Connect Back-Channel Logout 1.0). */
package io.gatehouse.idp.oauth.backchannel;

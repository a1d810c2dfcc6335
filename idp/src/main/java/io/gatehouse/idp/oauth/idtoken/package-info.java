// SPDX-License-Identifier: Apache-2.0
/** ID tokens and the claims about a person (OpenID Connect Core 1.0 sections 2 and 5). */
package io.gatehouse.idp.oauth.idtoken;

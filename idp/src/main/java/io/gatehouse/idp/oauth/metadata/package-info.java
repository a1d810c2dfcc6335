// SPDX-License-Identifier: Apache-2.0
/** What clients discover (RFC 8414, OpenID Connect Discovery 1.0). */
package io.gatehouse.idp.oauth.metadata;

// SPDX-License-Identifier: Apache-2.0
/** The session of a browser, in which a person signs in once for all clients. */
package io.gatehouse.idp.oauth.browser;

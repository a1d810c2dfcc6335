// SPDX-License-Identifier: Apache-2.0
/**
 * Signing in by OAuth 2 and OpenID Connect through the gate, as a browser and the clients of others
 * do.
 */
package io.gatehouse.e2e.oauth;

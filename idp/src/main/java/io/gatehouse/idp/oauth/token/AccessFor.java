// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import io.gatehouse.idp.oauth.dpop.ProvedKey;

/**
 * What an access token is good for.
 *
 * @param scope separated by spaces, no more than was granted
 * @param audience one of those that were granted
 * @param key that it is bound to
 */
record AccessFor(String scope, String audience, ProvedKey key) {}

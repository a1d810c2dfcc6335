// SPDX-License-Identifier: Apache-2.0
/**
 * The pages on which a person signs in, for a client or to decide on a device, and allows a client
 * what it asks for.
 */
package io.gatehouse.idp.oauth.signin;

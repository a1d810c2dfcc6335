// SPDX-License-Identifier: Apache-2.0
/** The page on which a person signs in, for a client or to decide on a device. */
package io.gatehouse.idp.oauth.signin;

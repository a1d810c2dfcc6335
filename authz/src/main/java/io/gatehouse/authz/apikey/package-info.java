// SPDX-License-Identifier: Apache-2.0
/** API keys that come to the gate, and the access tokens that idp gives for them. */
package io.gatehouse.authz.apikey;

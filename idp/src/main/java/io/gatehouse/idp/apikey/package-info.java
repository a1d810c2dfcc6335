// SPDX-License-Identifier: Apache-2.0
/** API keys, with which programs act in the name of an account. */
package io.gatehouse.idp.apikey;

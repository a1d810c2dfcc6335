// SPDX-License-Identifier: Apache-2.0
/** The issuing of access tokens. */
package io.gatehouse.idp.token;

// SPDX-License-Identifier: Apache-2.0
/** The identity provider: accounts, sessions, tokens, and the keys that sign them. */
package io.gatehouse.idp;

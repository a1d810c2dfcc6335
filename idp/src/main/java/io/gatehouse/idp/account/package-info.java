// SPDX-License-Identifier: Apache-2.0
/** Accounts: their names, addresses and roles, and where they are stored. */
package io.gatehouse.idp.account;

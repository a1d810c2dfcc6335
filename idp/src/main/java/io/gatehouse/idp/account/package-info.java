// SPDX-License-Identifier: Apache-2.0
/** Accounts: their names, addresses and roles, and their storage. */
package io.gatehouse.idp.account;

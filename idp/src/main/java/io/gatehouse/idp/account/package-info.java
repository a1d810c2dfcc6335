// SPDX-License-Identifier: Apache-2.0
/** Accounts, their names and their passwords. */
package io.gatehouse.idp.account;

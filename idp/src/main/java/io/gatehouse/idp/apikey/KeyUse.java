// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.idp.account.Account;

/** An API key that has not expired, and its owner, who may be disabled. */
record KeyUse(KeyInfo key, Account owner) {}

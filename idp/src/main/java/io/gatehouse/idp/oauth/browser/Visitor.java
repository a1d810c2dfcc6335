// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import io.gatehouse.idp.account.Account;

/** Who is signed in in a browser. */
public record Visitor(BrowserSession session, Account account) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import io.gatehouse.idp.account.Assurance;
import java.time.Instant;
import java.util.UUID;

/** Who is signed in in a browser, since when, and by what. */
public record BrowserSession(UUID id, UUID account, Instant authenticatedAt, Assurance assurance) {}

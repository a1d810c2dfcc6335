// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import java.time.Instant;
import java.util.UUID;

/** Who is signed in in a browser, and since when. */
public record BrowserSession(UUID id, UUID account, Instant authenticatedAt) {}

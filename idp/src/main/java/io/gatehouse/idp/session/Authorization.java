// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static java.util.Objects.requireNonNull;

import io.gatehouse.idp.token.AccessTokens;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client may do for an account.
 *
 * @param client the id of the client that holds the tokens
 * @param scope the granted scope (RFC 6749 section 3.3), never empty
 * @param browser the session of the browser in which the account signed in, if there was one
 */
public record Authorization(String client, String scope, Optional<UUID> browser) {

    /** That of the sign-in of Gatehouse itself, without OAuth. */
    static final Authorization OWN =
            new Authorization(AccessTokens.CLIENT, AccessTokens.SCOPE, Optional.empty());

    public Authorization {
        requireNonNull(client, "client");
        requireNonNull(scope, "scope");
        requireNonNull(browser, "browser");
    }
}

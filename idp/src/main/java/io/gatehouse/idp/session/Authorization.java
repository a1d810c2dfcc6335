// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static java.util.Objects.requireNonNull;

import io.gatehouse.idp.account.ExtraClaims;
import io.gatehouse.idp.token.AccessTokens;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client may do for an account.
 *
 * @param client the id of the client that holds the tokens
 * @param scope the granted scope (RFC 6749 section 3.3), never empty
 * @param audiences of which each access token may have one (RFC 8707), never empty
 * @param browser the session of the browser in which the account signed in, if there was one
 * @param claims beside those of the scope
 * @param key the thumbprint of the key that refresh tokens are bound to, if they are (RFC 9449
 *     section 5)
 */
public record Authorization(
        String client,
        String scope,
        List<String> audiences,
        Optional<UUID> browser,
        ExtraClaims claims,
        Optional<String> key) {

    /** That of the sign-in of Gatehouse itself, without OAuth. */
    static final Authorization OWN =
            new Authorization(
                    AccessTokens.CLIENT,
                    AccessTokens.SCOPE,
                    List.of(AccessTokens.AUDIENCE),
                    Optional.empty());

    public Authorization {
        requireNonNull(client, "client");
        requireNonNull(scope, "scope");
        audiences = List.copyOf(audiences);
        requireNonNull(browser, "browser");
        requireNonNull(claims, "claims");
        requireNonNull(key, "key");
    }

    /** One without claims beside those of the scope, bound to no key. */
    public Authorization(
            String client, String scope, List<String> audiences, Optional<UUID> browser) {
        this(client, scope, audiences, browser, ExtraClaims.NONE, Optional.empty());
    }

    /** The same, from now on bound to a key; as it was without one. */
    public Authorization boundTo(Optional<String> other) {
        return new Authorization(client, scope, audiences, browser, claims, other.or(() -> key));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;

/**
 * The answer with tokens (RFC 6749 section 5.1, OpenID Connect Core 1.0 section 3.1.3.3).
 *
 * @param expiresIn seconds, of the access token
 * @param scope of the access token; absent when it is empty
 */
record Tokens(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String type,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("scope") Optional<String> scope,
        @JsonProperty("refresh_token") Optional<String> refreshToken,
        @JsonProperty("id_token") Optional<String> idToken) {

    /** An access token without anything beside it. */
    static Tokens of(String accessToken, Duration expiresIn, String scope) {
        return new Tokens(
                accessToken,
                "Bearer",
                expiresIn.toSeconds(),
                Optional.of(scope).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty());
    }

    Tokens with(Optional<String> newRefreshToken, Optional<String> newIdToken) {
        return new Tokens(accessToken, type, expiresIn, scope, newRefreshToken, newIdToken);
    }

    /** Omits the tokens. */
    @Override
    public String toString() {
        return "Tokens[" + scope + "]";
    }
}

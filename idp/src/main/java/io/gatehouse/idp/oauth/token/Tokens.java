// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import java.time.Duration;
import java.util.Optional;

/**
 * The answer with tokens (RFC 6749 section 5.1, OpenID Connect Core 1.0 section 3.1.3.3, RFC 8693
 * section 2.2.1).
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
        @JsonProperty("id_token") Optional<String> idToken,
        @JsonProperty("issued_token_type") Optional<String> issuedType) {

    /** An access token without anything beside it. */
    static Tokens of(String accessToken, ProvedKey key, Duration expiresIn, String scope) {
        return new Tokens(
                accessToken,
                key.tokenType(),
                expiresIn.toSeconds(),
                Optional.of(scope).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same, saying what was issued in place of another token. */
    Tokens exchanged() {
        return new Tokens(
                accessToken,
                type,
                expiresIn,
                scope,
                refreshToken,
                idToken,
                Optional.of(TokenTypeURI.ACCESS_TOKEN.toString()));
    }

    Tokens with(Optional<String> newRefreshToken, Optional<String> newIdToken) {
        return new Tokens(
                accessToken, type, expiresIn, scope, newRefreshToken, newIdToken, issuedType);
    }

    /** Omits the tokens. */
    @Override
    public String toString() {
        return "Tokens[" + scope + "]";
    }
}

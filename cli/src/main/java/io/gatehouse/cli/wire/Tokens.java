// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The answer to signing in and to refreshing. */
public record Tokens(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("expires_in") long expiresIn) {

    @Override
    public String toString() {
        return "Tokens[expiresIn=" + expiresIn + "]";
    }
}

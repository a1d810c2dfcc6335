// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The response body of a login or a refresh; {@code expiresIn} is in seconds. */
public record Tokens(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("expires_in") long expiresIn) {

    @Override
    public String toString() {
        return "Tokens[expiresIn=" + expiresIn + "]";
    }
}

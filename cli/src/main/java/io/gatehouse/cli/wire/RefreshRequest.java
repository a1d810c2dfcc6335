// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The request body to exchange a refresh token for its successor. */
public record RefreshRequest(@JsonProperty("refresh_token") String refreshToken) {

    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}

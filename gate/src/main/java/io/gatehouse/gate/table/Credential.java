// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A credential of the caller that a service may receive; the access token is never one of them. */
public enum Credential {
    /** The cookie that holds the refresh token, and no other cookie. */
    @JsonProperty("refresh-cookie")
    REFRESH_COOKIE,
    /** The headers {@code x-session-id} and {@code x-token-id}. */
    @JsonProperty("session-ids")
    SESSION_IDS
}

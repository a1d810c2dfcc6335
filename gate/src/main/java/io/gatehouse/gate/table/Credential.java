// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A credential of the caller that a service may receive. The access token by which the gate admits
 * a request is never one of them.
 */
public enum Credential {
    /** The cookies that idp makes for itself, and no other cookie. */
    @JsonProperty("own-cookies")
    OWN_COOKIES,
    /** The headers {@code x-session-id} and {@code x-token-id}. */
    @JsonProperty("session-ids")
    SESSION_IDS,
    /**
     * The header {@code Authorization} of a public route, which the gate does not read: by it
     * clients authenticate to idp, and show it tokens of its own.
     */
    @JsonProperty("authorization")
    AUTHORIZATION
}

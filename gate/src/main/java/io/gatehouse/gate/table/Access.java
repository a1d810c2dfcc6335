// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may call a route. */
public enum Access {
    @JsonProperty("public")
    PUBLIC("public"),
    /** Anyone: a cookie may hold a token that is no longer valid, a bearer token must be valid. */
    @JsonProperty("sign-out")
    SIGN_OUT("sign-out"),
    @JsonProperty("signed-in")
    SIGNED_IN("signed-in"),
    /** A signed-in caller with at least one of the route's roles. */
    @JsonProperty("roles")
    ROLES("roles");

    private final String text;

    Access(String text) {
        this.text = text;
    }

    /** The name in the tables. */
    public String text() {
        return text;
    }
}

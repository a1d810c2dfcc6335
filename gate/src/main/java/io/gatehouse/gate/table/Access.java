// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may use a route. */
public enum Access {
    @JsonProperty("public")
    PUBLIC("public"),
    /** Anyone: a dead cookie passes, a bearer token must be valid. */
    @JsonProperty("sign-out")
    SIGN_OUT("sign-out"),
    @JsonProperty("signed-in")
    SIGNED_IN("signed-in"),
    /** Signed in and with at least one of the route's roles. */
    @JsonProperty("roles")
    ROLES("roles");

    private final String text;

    Access(String text) {
        this.text = text;
    }

    /** As the table writes it. */
    public String text() {
        return text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may use a route, by the {@code access} of its rule. */
public enum Access {
    @JsonProperty("public")
    PUBLIC,
    @JsonProperty("signed-in")
    SIGNED_IN,
    /**
     * Everybody, because a browser can always sign out: the token in a cookie may have expired, but
     * the request must come from a page of this site. A bearer token must be valid.
     */
    @JsonProperty("sign-out")
    SIGN_OUT,
    /** A signed-in caller with at least one of the rule's roles. */
    @JsonProperty("roles")
    ROLES
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may use a route. */
public enum Access {
    @JsonProperty("public")
    PUBLIC,
    @JsonProperty("signed-in")
    SIGNED_IN,
    /**
     * Anyone, because a browser can always sign out: a cookie may have ended but must come from a
     * page of this site. A bearer token must be valid.
     */
    @JsonProperty("sign-out")
    SIGN_OUT,
    /** Signed in and with at least one of the rule's roles. */
    @JsonProperty("roles")
    ROLES
}

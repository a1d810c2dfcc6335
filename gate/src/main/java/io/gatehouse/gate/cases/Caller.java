// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.cases;

import java.util.List;
import java.util.Optional;

/**
 * Who sends a request.
 *
 * @param roles those of the access token; none where there is no good token
 * @param badToken sent in place of a good one
 */
public record Caller(List<String> roles, Optional<String> badToken) {
    /** Nobody. */
    public static final Caller ANONYMOUS = new Caller(List.of(), Optional.empty());

    /** Takes a copy. */
    public Caller {
        roles = List.copyOf(roles);
    }

    static Caller with(String role) {
        return new Caller(List.of(role), Optional.empty());
    }

    static Caller withBadToken(String token) {
        return new Caller(List.of(), Optional.of(token));
    }

    boolean isSignedIn() {
        return !roles.isEmpty();
    }
}

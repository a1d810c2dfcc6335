// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.cases;

import java.util.List;
import java.util.Optional;

/**
 * The caller of a {@link GateCase}.
 *
 * @param roles of the access token; empty without a valid token
 * @param delegated whether a service acts for the account
 * @param keyed whether the token was got for an API key
 * @param badToken an invalid token that is sent in place of a valid one
 */
public record Caller(
        List<String> roles, boolean delegated, boolean keyed, Optional<String> badToken) {
    /** A caller without a token. */
    public static final Caller ANONYMOUS = new Caller(List.of(), false, false, Optional.empty());

    public Caller {
        roles = List.copyOf(roles);
    }

    static Caller with(String role) {
        return new Caller(List.of(role), false, false, Optional.empty());
    }

    static Caller delegated(List<String> roles) {
        return new Caller(roles, true, false, Optional.empty());
    }

    static Caller keyed(List<String> roles) {
        return new Caller(roles, false, true, Optional.empty());
    }

    static Caller withBadToken(String token) {
        return new Caller(List.of(), false, false, Optional.of(token));
    }

    boolean isSignedIn() {
        return !roles.isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.List;
import java.util.Optional;

/**
 * The conditions under which a route admits a request.
 *
 * @param roles one of them is enough; empty unless access is {@link Access#ROLES}
 * @param sensitive whether it is refused while the deny list is stale
 * @param delegated whether a token may pass with which a service acts for its person
 * @param keyed whether an API key may be the credential
 * @param limit a limit besides those that apply to every route
 */
public record Guard(
        Access access,
        List<String> roles,
        boolean sensitive,
        boolean delegated,
        boolean keyed,
        Optional<String> limit) {
    /**
     * Refuses roles without {@link Access#ROLES}, the reverse, and a public route that is sensitive
     * or takes delegated tokens or API keys, since nobody looks at a credential there.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Guard {
        roles = List.copyOf(roles);
        if (access == Access.ROLES == roles.isEmpty()) {
            throw new IllegalArgumentException("access: roles and a list of roles go together");
        }
        if (sensitive && access == Access.PUBLIC) {
            throw new IllegalArgumentException("a public route cannot be sensitive");
        }
        if (delegated && access == Access.PUBLIC) {
            throw new IllegalArgumentException("a public route cannot be delegated");
        }
        if (keyed && access == Access.PUBLIC) {
            throw new IllegalArgumentException("a public route cannot be keyed");
        }
    }

    /** A name for those who may pass: {@code anyone}, {@code signed-in} or the roles. */
    public String audience() {
        return switch (access) {
            case PUBLIC, SIGN_OUT -> "anyone";
            case SIGNED_IN -> "signed-in";
            case ROLES -> String.join("-or-", roles);
        };
    }
}

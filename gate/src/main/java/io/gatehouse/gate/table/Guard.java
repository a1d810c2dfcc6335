// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.List;
import java.util.Optional;

/**
 * What stands before a route.
 *
 * @param roles one of them is enough; empty unless access is {@link Access#ROLES}
 * @param sensitive whether it is closed while the deny list is stale
 * @param limit a limit beside those that hold for every route
 */
public record Guard(Access access, List<String> roles, boolean sensitive, Optional<String> limit) {
    /** Refuses what contradicts itself. */
    public Guard {
        roles = List.copyOf(roles);
        if (access == Access.ROLES == roles.isEmpty()) {
            throw new IllegalArgumentException("access: roles and a list of roles go together");
        }
        if (sensitive && access == Access.PUBLIC) {
            throw new IllegalArgumentException("a public route cannot be sensitive");
        }
    }

    /** The name of all who may pass: {@code anyone}, {@code signed-in} or the roles. */
    public String audience() {
        return switch (access) {
            case PUBLIC, SIGN_OUT -> "anyone";
            case SIGNED_IN -> "signed-in";
            case ROLES -> String.join("-or-", roles);
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.List;
import java.util.Optional;

/** An account; {@code enabled} is present for administrators only. */
public record Account(
        String id, String username, String email, List<String> roles, Optional<Boolean> enabled) {

    public Account {
        roles = roles == null ? List.of() : List.copyOf(roles);
    }
}

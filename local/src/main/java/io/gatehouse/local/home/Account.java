// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** An account that idp makes at its start when it does not exist. */
public record Account(String username, String email, String password, List<String> roles) {
    public Account {
        requireNonNull(username, "username");
        requireNonNull(email, "email");
        requireNonNull(password, "password");
        roles = List.copyOf(roles);
    }

    /** Without the password: an account may end in a message. */
    @Override
    public String toString() {
        return "Account[" + username + ", roles=" + roles + ']';
    }
}

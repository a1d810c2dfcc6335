// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** What someone sends to open an account. */
public record Registration(String username, String email, String password) {

    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}

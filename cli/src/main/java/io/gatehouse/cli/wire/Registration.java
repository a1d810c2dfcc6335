// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** The request body to register an account. */
public record Registration(String username, String email, String password) {

    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}

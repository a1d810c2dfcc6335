// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** The request body to sign in. */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}

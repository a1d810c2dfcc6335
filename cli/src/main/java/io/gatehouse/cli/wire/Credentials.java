// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.Optional;

/** The request body to sign in; the code is that of a second factor. */
public record Credentials(String username, String password, Optional<String> code) {

    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}

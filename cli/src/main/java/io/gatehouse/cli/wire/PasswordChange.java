// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.Optional;

/** The request body to change the password; a code is needed once there is a factor. */
public record PasswordChange(String currentPassword, String newPassword, Optional<String> code) {

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}

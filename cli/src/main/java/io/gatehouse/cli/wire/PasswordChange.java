// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** The request body to change the password. */
public record PasswordChange(String currentPassword, String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}

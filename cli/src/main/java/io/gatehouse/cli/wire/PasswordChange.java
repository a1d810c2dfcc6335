// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** What someone sends to choose a new password. */
public record PasswordChange(String currentPassword, String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}

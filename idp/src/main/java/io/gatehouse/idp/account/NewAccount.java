// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.time.Instant;
import java.util.UUID;

/** All that an account starts with. */
public record NewAccount(
        UUID id, Username username, EmailAddress email, Roles roles, Instant createdAt) {

    public Account account() {
        return new Account(id, username.text(), email.text(), roles, true, 0, createdAt, createdAt);
    }
}

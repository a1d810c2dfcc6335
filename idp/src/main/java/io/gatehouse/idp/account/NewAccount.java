// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.time.Instant;
import java.util.UUID;

/** The initial values of an account. */
public record NewAccount(
        UUID id, Username username, EmailAddress email, Roles roles, Instant createdAt) {

    public Account account() {
        return new Account(
                id,
                username.text(),
                email.text(),
                false,
                roles,
                true,
                0,
                false,
                createdAt,
                createdAt);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.Cursor;
import java.time.Instant;
import java.util.UUID;

/**
 * A person who can sign in.
 *
 * @param notBefore epoch seconds; access tokens issued at or before it are refused at the gate
 */
public record Account(
        UUID id,
        String username,
        String email,
        Roles roles,
        boolean enabled,
        long notBefore,
        Instant createdAt,
        Instant updatedAt) {

    public Account {
        requireNonNull(id, "id");
        requireNonNull(username, "username");
        requireNonNull(email, "email");
        requireNonNull(roles, "roles");
    }

    /** Where it stands in the list of accounts. */
    public Cursor place() {
        return new Cursor(createdAt, id);
    }

    /** Without the e-mail. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}

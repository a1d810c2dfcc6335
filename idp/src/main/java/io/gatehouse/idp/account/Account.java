// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.UUID;

/**
 * A person who can sign in.
 *
 * @param notBefore epoch seconds of the last change that made all its access tokens worthless,
 *     later than the one before even within one second. Each token carries the value of its issue
 *     and is refused at the gate once a later one is announced; nothing compares it with a clock.
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

    /**
     * Whether its owner has shown that they read the address: no address is ever confirmed here.
     */
    public boolean emailVerified() {
        return false;
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

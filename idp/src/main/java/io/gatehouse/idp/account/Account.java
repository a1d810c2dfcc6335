// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.UUID;

/**
 * An account: the user name, e-mail address and roles of a person who can sign in.
 *
 * @param emailVerified whether a link that was sent to the address has been used
 * @param notBefore epoch seconds of the last change that invalidated all access tokens of the
 *     account; each change increases it, even within one second. A token carries the value at its
 *     issue, and the gate refuses it once a later one is announced; it is never compared with a
 *     clock.
 * @param secondFactor whether a sign-in demands a code beside the password
 */
public record Account(
        UUID id,
        String username,
        String email,
        boolean emailVerified,
        Roles roles,
        boolean enabled,
        long notBefore,
        boolean secondFactor,
        Instant createdAt,
        Instant updatedAt) {

    public Account {
        requireNonNull(id, "id");
        requireNonNull(username, "username");
        requireNonNull(email, "email");
        requireNonNull(roles, "roles");
    }

    /** The same with other roles. */
    public Account with(Roles others) {
        return new Account(
                id,
                username,
                email,
                emailVerified,
                others,
                enabled,
                notBefore,
                secondFactor,
                createdAt,
                updatedAt);
    }

    /** The position of the account in the list of accounts. */
    public Cursor place() {
        return new Cursor(createdAt, id);
    }

    /** Omits the e-mail address. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The JSON form of an account, for its owner and for administrators. */
public record AccountView(
        UUID id,
        String username,
        String email,
        boolean emailVerified,
        List<String> roles,
        boolean enabled,
        boolean secondFactor,
        Instant createdAt,
        Instant updatedAt) {

    public static AccountView of(Account account) {
        return new AccountView(
                account.id(),
                account.username(),
                account.email(),
                account.emailVerified(),
                account.roles().names(),
                account.enabled(),
                account.secondFactor(),
                account.createdAt(),
                account.updatedAt());
    }
}

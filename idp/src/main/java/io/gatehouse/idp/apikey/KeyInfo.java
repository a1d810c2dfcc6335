// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of an API key, which itself is nowhere.
 *
 * @param name what its owner calls it, the only one of that account
 * @param prefix its first characters
 * @param roles its tokens have those of them that the owner has at the time
 * @param lastUsedAt to about the life of an access token; empty before the first use
 */
record KeyInfo(
        UUID id,
        String name,
        String prefix,
        List<String> roles,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt) {

    KeyInfo {
        roles = List.copyOf(roles);
    }

    Cursor place() {
        return new Cursor(createdAt, id);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of an initial access token, which itself is nowhere.
 *
 * @param madeBy the account; empty for one that an earlier version made
 * @param madeByName its user name, if it is there still
 * @param uses how many more clients it registers
 */
record InitialToken(
        UUID id,
        Optional<UUID> madeBy,
        Optional<String> madeByName,
        Instant createdAt,
        Instant expiresAt,
        int uses) {

    Cursor place() {
        return new Cursor(createdAt, id);
    }
}

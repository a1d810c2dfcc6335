// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The session that a caller comes in, as the gateway tells it. */
public final class CallerSession {

    private CallerSession() {}

    /** Its id; empty where the gateway told none, or what is no id. */
    public static Optional<UUID> of(JsonWebToken caller) {
        try {
            return Optional.ofNullable(caller.<String>getClaim("sid")).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

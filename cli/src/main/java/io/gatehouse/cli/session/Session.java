// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.session;

import io.gatehouse.cli.wire.Tokens;
import java.time.Duration;
import java.time.Instant;

/** A session at a gate: the user name, both tokens, and when the access token expires. */
public record Session(String username, String accessToken, String refreshToken, Instant expiresAt) {

    /** Longer than a request may take, so that a token does not expire in flight. */
    private static final Duration SOON = Duration.ofSeconds(20);

    public static Session of(String username, Tokens tokens, Instant now) {
        return new Session(
                username,
                tokens.accessToken(),
                tokens.refreshToken(),
                now.plusSeconds(tokens.expiresIn()));
    }

    boolean expiresSoon(Instant now) {
        return expiresAt.isBefore(now.plus(SOON));
    }

    @Override
    public String toString() {
        return "Session[username=" + username + "]";
    }
}

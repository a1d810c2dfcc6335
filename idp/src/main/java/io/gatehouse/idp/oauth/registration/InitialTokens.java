// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes initial access tokens, by which programs register themselves (RFC 7591 section 1.2). */
@ApplicationScoped
class InitialTokens {

    private final RegistrationTokenRepository tokens;
    private final RandomSecrets secrets;
    private final Transactions transactions;
    private final Clock clock;

    /** A token, which is nowhere else from now on. */
    record Made(String initialAccessToken, int uses, Instant expiresAt) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Made[uses=%d, expiresAt=%s]".formatted(uses, expiresAt);
        }
    }

    @Inject
    InitialTokens(
            RegistrationTokenRepository tokens,
            RandomSecrets secrets,
            Transactions transactions,
            Clock clock) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param uses the number of clients that it registers
     */
    Made make(int uses, Duration life) {
        Instant expiresAt = clock.instant().plus(life);
        String token = secrets.next();
        return transactions.run(database -> {
            tokens.insertInitial(database, SecretHash.of(token), uses, expiresAt);
            return new Made(token, uses, expiresAt);
        });
    }
}

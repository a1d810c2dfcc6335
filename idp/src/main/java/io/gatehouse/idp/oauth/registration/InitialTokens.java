// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Makes, finds and withdraws initial access tokens, by which programs register themselves (RFC 7591
 * section 1.2).
 */
@ApplicationScoped
class InitialTokens {

    private static final Logger LOG = System.getLogger(InitialTokens.class.getName());

    private final RegistrationTokenRepository tokens;
    private final RandomSecrets secrets;
    private final Trail trail;
    private final Transactions transactions;
    private final Clock clock;

    /** A token, which is nowhere else from now on. */
    record Made(UUID id, String initialAccessToken, int uses, Instant expiresAt) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Made[id=%s, uses=%d, expiresAt=%s]".formatted(id, uses, expiresAt);
        }
    }

    @Inject
    InitialTokens(
            RegistrationTokenRepository tokens,
            RandomSecrets secrets,
            Trail trail,
            Transactions transactions,
            Clock clock) {
        this.tokens = tokens;
        this.secrets = secrets;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param maker the account that is answerable for it
     * @param uses the number of clients that it registers
     */
    Made make(UUID maker, int uses, Duration life) {
        Instant now = clock.instant();
        InitialToken token =
                new InitialToken(
                        UUID.randomUUID(),
                        Optional.of(maker),
                        Optional.empty(),
                        now,
                        now.plus(life),
                        uses);
        String secret = secrets.next();
        return transactions.run(database -> {
            tokens.insertInitial(database, token, SecretHash.of(secret));
            trail.append(
                    database,
                    AuditEvent.of(EventKind.INITIAL_TOKEN_MADE, token.id().toString())
                            .with("uses", Integer.toString(uses)));
            return new Made(token.id(), secret, uses, token.expiresAt());
        });
    }

    /**
     * A page of those that still register a client.
     *
     * @throws ProblemException {@code invalid_parameter} naming the parameter at fault
     */
    Page<InitialToken> page(MultivaluedMap<String, String> parameters) {
        PageQuery query = PageQuery.of(parameters);
        Instant now = clock.instant();
        return Page.of(
                transactions.read(database -> tokens.initial(database, query, now)),
                query,
                InitialToken::place,
                Function.identity());
    }

    /**
     * Withdraws a token: it registers no more clients, and those that it has registered stay.
     *
     * @throws ProblemException {@code not_found}
     */
    void withdraw(UUID id) {
        boolean deleted =
                transactions.run(database -> {
                    if (!tokens.deleteInitial(database, id)) {
                        return false;
                    }
                    trail.append(
                            database,
                            AuditEvent.of(EventKind.INITIAL_TOKEN_REVOKED, id.toString()));
                    return true;
                });
        if (!deleted) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such token.");
        }
        LOG.log(Level.INFO, "initial access token {0} withdrawn", id);
    }
}

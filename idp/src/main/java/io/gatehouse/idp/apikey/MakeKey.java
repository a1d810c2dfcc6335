// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Roles;
import io.gatehouse.idp.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Makes an API key. Its name makes it safe to ask again when the answer was lost: the second
 * request finds the name taken, so there is never a key that nobody knows of.
 */
@ApplicationScoped
class MakeKey {

    /** Keys of an account. */
    static final int MOST = 20;

    private final ApiKeyRepository keys;
    private final FreshSignIn signIn;
    private final Transactions transactions;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * What a key is to be.
     *
     * @param roles at most these; empty for all that the owner has now
     */
    record Wanted(String name, Optional<Roles> roles, Duration life) {}

    /** A key, which is nowhere else from now on. */
    record Made(
            UUID id,
            String key,
            String name,
            String prefix,
            List<String> roles,
            Instant createdAt,
            Instant expiresAt) {

        static Made of(KeyInfo info, ApiKey key) {
            return new Made(
                    info.id(),
                    key.text(),
                    info.name(),
                    info.prefix(),
                    info.roles(),
                    info.createdAt(),
                    info.expiresAt());
        }

        /** Omits the key. */
        @Override
        public String toString() {
            return "Made[id=" + id + "]";
        }
    }

    @Inject
    MakeKey(
            ApiKeyRepository keys,
            FreshSignIn signIn,
            Transactions transactions,
            SecureRandom random,
            Clock clock) {
        this.keys = keys;
        this.signIn = signIn;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes a key for the owner of a session.
     *
     * @throws ProblemException {@code sign_in_too_old}, {@code api_key_exists}, or {@code
     *     rule_broken} where it is one too many or has a role that the owner has not
     */
    Made make(UUID account, Optional<UUID> session, Wanted wanted) {
        ApiKey key = ApiKey.random(random);
        return transactions.run(database -> {
            Sessions.Found found = signIn.demand(database, account, session);
            return Made.of(store(database, found, wanted, key), key);
        });
    }

    private KeyInfo store(
            StatelessSession database, Sessions.Found found, Wanted wanted, ApiKey key) {
        Account owner = found.account();
        Roles roles = wanted.roles().orElse(owner.roles());
        if (!owner.roles().set().containsAll(roles.set())) {
            throw new ProblemException(
                            ProblemCode.RULE_BROKEN, "A key can do no more than its owner.")
                    .withError("roles", "must be roles of your own");
        }
        if (keys.count(database, owner.id()) >= MOST) {
            throw new ProblemException(
                    ProblemCode.RULE_BROKEN,
                    "There are " + MOST + " keys already; revoke one of them first.");
        }
        Instant now = clock.instant();
        KeyInfo info =
                new KeyInfo(
                        UUID.randomUUID(),
                        wanted.name(),
                        key.shown(),
                        roles.names(),
                        now,
                        now.plus(wanted.life()),
                        Optional.empty());
        if (!keys.insert(database, found, info, key)) {
            throw new ProblemException(
                    ProblemCode.API_KEY_EXISTS, "There is a key of this name already.");
        }
        return info;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Role;
import io.gatehouse.idp.account.Roles;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Exchanges an API key for an access token, which the gate sees in its place. The key's id is the
 * session of the token, so that what revokes sessions at the gate revokes keys.
 */
@ApplicationScoped
class ExchangeKey {

    /** Several gates exchange one key at about the same time; one of them notes it. */
    private static final Duration SAME_USE = Duration.ofMinutes(1);

    private final ApiKeyRepository keys;
    private final AccessTokens tokens;
    private final Transactions transactions;
    private final IdpMetrics metrics;
    private final Clock clock;

    /**
     * A token.
     *
     * @param expiresIn seconds, from 1
     */
    record Issued(String accessToken, long expiresIn) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Issued[expiresIn=" + expiresIn + "]";
        }
    }

    @Inject
    ExchangeKey(
            ApiKeyRepository keys,
            AccessTokens tokens,
            Transactions transactions,
            IdpMetrics metrics,
            Clock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The token for a key; empty when it opens nothing: it is unknown, revoked or expired, its
     * owner is disabled, has a second factor that the key was made without, or has none of its
     * roles any more.
     */
    Optional<Issued> exchange(ApiKey key) {
        tokens.demandKey();
        Instant now = clock.instant();
        return transactions
                .read(database -> keys.find(database, key, now))
                .filter(KeyUse::mayGoOn)
                .flatMap(use -> narrowed(use).flatMap(account -> issue(use, account, now)));
    }

    /** The owner with those roles alone that the key has as well. */
    private static Optional<Account> narrowed(KeyUse use) {
        NavigableSet<Role> both = new TreeSet<>(use.owner().roles().set());
        both.removeIf(role -> !use.key().roles().contains(role.text()));
        return both.isEmpty() ? Optional.empty() : Optional.of(use.owner().with(new Roles(both)));
    }

    private Optional<Issued> issue(KeyUse use, Account account, Instant now) {
        KeyInfo key = use.key();
        Instant latest = now.plus(tokens.ttl());
        Instant end = key.expiresAt().isBefore(latest) ? key.expiresAt() : latest;
        long seconds = Duration.between(now, end).toSeconds();
        if (seconds < 1) {
            return Optional.empty();
        }
        if (key.lastUsedAt().filter(now.minus(SAME_USE)::isBefore).isEmpty()) {
            note(key, now);
        }
        metrics.issued("api_key");
        return Optional.of(
                new Issued(tokens.issueForApiKey(account, grant(use, now), end), seconds));
    }

    private void note(KeyInfo key, Instant now) {
        transactions.runIdempotent(database -> {
            keys.use(database, key.id(), now);
            return key;
        });
    }

    private static AccessTokens.Grant grant(KeyUse use, Instant now) {
        return new AccessTokens.Grant(
                use.key().id(),
                AccessTokens.CLIENT,
                AccessTokens.SCOPE,
                AccessTokens.AUDIENCE,
                use.key().createdAt(),
                use.assurance(),
                now,
                Optional.empty());
    }
}

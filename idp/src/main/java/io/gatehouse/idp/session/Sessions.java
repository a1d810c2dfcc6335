// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.SessionExpiry;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.RecentSignIns;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Opens, finds and rotates sessions in the caller's transaction, and issues their tokens. */
@ApplicationScoped
public class Sessions {

    private final SessionRepository repository;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final IdpConfig.Sessions config;
    private final Clock clock;
    private final RecentSignIns signIns;

    /** A session that was looked up, and its account, which may be disabled. */
    public record Found(Family family, Account account) {

        /** Whether it may be gone on with, as far as the account is concerned. */
        public boolean mayGoOn() {
            return account.enabled() && family.session().assurance().suffices(account);
        }
    }

    /** A session in its current state, its account, and its newest refresh token. */
    public record Opened(Account account, Session session, RefreshToken token) {}

    @Inject
    Sessions(
            SessionRepository repository,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            IdpConfig config,
            Clock clock,
            RecentSignIns signIns) {
        this.repository = repository;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.config = config.sessions();
        this.clock = clock;
        this.signIns = signIns;
    }

    public Optional<Family> find(StatelessSession database, UUID id) {
        accessTokens.demandKey();
        return repository.find(database, id);
    }

    /** The same with its account, in one read. */
    public Optional<Found> findWithAccount(StatelessSession database, UUID id) {
        accessTokens.demandKey();
        return repository.findWithAccount(database, id);
    }

    /** Opens a session of the sign-in of Gatehouse itself. */
    public Opened open(StatelessSession database, Account account, Assurance assurance) {
        return open(database, account, Authorization.OWN, now(), assurance);
    }

    /**
     * Opens a session of a client.
     *
     * @param authenticatedAt when the account signed in, which may be long before
     */
    public Opened open(
            StatelessSession database,
            Account account,
            Authorization authorization,
            Instant authenticatedAt,
            Assurance assurance) {
        accessTokens.demandKey();
        Instant now = now();
        Session session =
                new Session(
                        UUID.randomUUID(),
                        account.id(),
                        authorization,
                        0,
                        authenticatedAt,
                        assurance,
                        now,
                        SessionExpiry.begin(now, config));
        RefreshToken token = refreshTokens.create(session.id(), 0);
        repository.insert(database, session, token, event(session));
        signIns.add(account.id());
        return new Opened(account, session, token);
    }

    private static AuditEvent event(Session session) {
        Authorization authorization = session.authorization();
        EventKind kind =
                authorization.equals(Authorization.OWN)
                        ? EventKind.SIGN_IN
                        : EventKind.SESSION_OPENED;
        return AuditEvent.of(kind, session.account())
                .with("client", authorization.client())
                .with("amr", session.assurance().text())
                .with("session", session.id().toString());
    }

    /**
     * Replaces the newest refresh token of a session.
     *
     * @throws IllegalStateException when it is not the newest, which SERIALIZABLE rules out
     */
    public Opened rotate(
            StatelessSession database, Account account, Session old, RefreshToken used) {
        Instant now = now();
        Session rotated =
                new Session(
                        old.id(),
                        old.account(),
                        old.authorization(),
                        old.generation() + 1,
                        old.authenticatedAt(),
                        old.assurance(),
                        now,
                        old.expiry().used(now, config.idle()));
        RefreshToken next = refreshTokens.create(old.id(), rotated.generation());
        Successor successor = new Successor(next, refreshTokens.sealSuccessor(used, next));
        if (!repository.rotate(database, rotated, used, successor)) {
            throw new IllegalStateException("a session changed within a serializable transaction");
        }
        return new Opened(account, rotated, next);
    }

    /** The same successor again, for the token that was used last. */
    public Opened replay(Account account, Family family, RefreshToken used) {
        RefreshToken next = refreshTokens.openSuccessor(used, family.successor());
        return new Opened(account, family.session(), next);
    }

    /** The tokens of a session, for all that its client may do at the gate. */
    public SignedIn tokens(Opened opened) {
        return tokens(
                opened,
                opened.session().authorization().scope(),
                AccessTokens.AUDIENCE,
                Optional.empty());
    }

    /**
     * The tokens of a session.
     *
     * @param scope of the access token, no more than was granted
     * @param audience of the access token, one of those that were granted
     * @param key the thumbprint of the key that the access token is bound to, if it is
     */
    public SignedIn tokens(Opened opened, String scope, String audience, Optional<String> key) {
        Session session = opened.session();
        String access =
                accessTokens.issue(
                        opened.account(),
                        new AccessTokens.Grant(
                                session.id(),
                                session.authorization().client(),
                                scope,
                                audience,
                                session.authenticatedAt(),
                                session.assurance(),
                                session.rotatedAt(),
                                key));
        return new SignedIn(access, accessTokens.ttl(), opened.token().value());
    }

    public Instant now() {
        return clock.instant();
    }
}

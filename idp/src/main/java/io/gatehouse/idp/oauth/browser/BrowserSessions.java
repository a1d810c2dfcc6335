// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.SessionExpiry;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.RecentSignIns;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Opens and finds the sessions of browsers, in the caller's transaction. */
@ApplicationScoped
public class BrowserSessions {

    private final BrowserSessionRepository repository;
    private final RandomSecrets secrets;
    private final IdpConfig.Sessions config;
    private final Clock clock;
    private final RecentSignIns signIns;

    /** A session that just began, and the secret for its cookie. */
    public record Opened(BrowserSession session, String secret) {

        /** Omits the secret. */
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    @Inject
    BrowserSessions(
            BrowserSessionRepository repository,
            RandomSecrets secrets,
            IdpConfig config,
            Clock clock,
            RecentSignIns signIns) {
        this.repository = repository;
        this.secrets = secrets;
        this.config = config.sessions();
        this.clock = clock;
        this.signIns = signIns;
    }

    /**
     * The session that a cookie names and its account, if it has not expired; it counts as used.
     */
    Optional<Visitor> use(StatelessSession database, String secret) {
        Instant now = clock.instant();
        Optional<BrowserSessionRepository.Found> found =
                repository.findWithAccount(database, SecretHash.of(secret), now);
        found.ifPresent(it -> prolong(database, it, now));
        return found.map(BrowserSessionRepository.Found::visitor);
    }

    private void prolong(
            StatelessSession database, BrowserSessionRepository.Found found, Instant now) {
        SessionExpiry used = found.expiry().used(now, config.idle());
        if (!used.equals(found.expiry())) {
            repository.use(database, found.visitor().session().id(), used.idle());
        }
    }

    /** The session with this id, expired or not, and its account. */
    Optional<Visitor> findWithAccount(StatelessSession database, UUID id) {
        return repository
                .findWithAccount(database, id)
                .map(BrowserSessionRepository.Found::visitor);
    }

    /** The session that a cookie names, if it has not expired. */
    public Optional<BrowserSession> find(StatelessSession database, String secret) {
        return repository.find(database, SecretHash.of(secret), clock.instant());
    }

    /** Begins a session. */
    public Opened open(StatelessSession database, UUID account, Assurance assurance) {
        Instant now = clock.instant();
        Opened opened =
                new Opened(
                        new BrowserSession(UUID.randomUUID(), account, now, assurance),
                        secrets.next());
        repository.insert(
                database,
                opened.session(),
                SecretHash.of(opened.secret()),
                SessionExpiry.begin(now, config),
                signIn(opened));
        signIns.add(account);
        return opened;
    }

    /**
     * Continues a session whose person has signed in again, under a new secret, so that whoever
     * knew the old one has nothing (session fixation).
     */
    public Opened renew(StatelessSession database, BrowserSession session, Assurance assurance) {
        Instant now = clock.instant();
        Opened renewed =
                new Opened(
                        new BrowserSession(session.id(), session.account(), now, assurance),
                        secrets.next());
        repository.renew(
                database,
                renewed.session(),
                SecretHash.of(renewed.secret()),
                SessionExpiry.begin(now, config),
                signIn(renewed));
        return renewed;
    }

    private static AuditEvent signIn(Opened opened) {
        return AuditEvent.of(EventKind.SIGN_IN, opened.session().account())
                .with("amr", opened.session().assurance().text())
                .with("browser_session", opened.session().id().toString());
    }
}

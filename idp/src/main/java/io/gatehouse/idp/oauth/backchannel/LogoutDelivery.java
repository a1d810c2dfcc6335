// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import io.gatehouse.common.sql.outbox.OutboxMessage;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.RegisteredClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Brings the logout events of the outbox to the clients they are for. */
@ApplicationScoped
class LogoutDelivery {

    private static final Logger LOG = System.getLogger(LogoutDelivery.class.getName());

    private final RegisteredClients clients;
    private final LogoutTokens tokens;
    private final LogoutReceiver receiver;
    private final CrashPoints crashes;
    private final IdpMetrics metrics;
    private final IdpConfig.BackChannel config;
    private final Clock clock;

    /** The clients that were not reached last, so that an outage is logged once. */
    private final Set<String> away = ConcurrentHashMap.newKeySet();

    /** The client is to be tried again; what was logged of it stands elsewhere. */
    private static final class NotDelivered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotDelivered(Outcome outcome) {
            super(outcome.toString());
        }
    }

    @Inject
    LogoutDelivery(
            RegisteredClients clients,
            LogoutTokens tokens,
            LogoutReceiver receiver,
            CrashPoints crashes,
            IdpMetrics metrics,
            IdpConfig config,
            Clock clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.receiver = receiver;
        this.crashes = crashes;
        this.metrics = metrics;
        this.config = config.backChannel();
        this.clock = clock;
    }

    /**
     * Tells a client of a logout; returns when nothing more has to be done about it.
     *
     * @throws RuntimeException when it has to be tried again
     */
    void deliver(OutboxMessage message) {
        Outcome outcome = attempt(message);
        metrics.logoutToken(outcome.name().toLowerCase(Locale.ROOT));
        log(outcome, message);
        if (!outcome.isLast()) {
            throw new NotDelivered(outcome);
        }
    }

    private Outcome attempt(OutboxMessage message) {
        Optional<Client> client =
                clients.find(message.key()).filter(it -> it.logoutUri().isPresent());
        if (client.isEmpty()) {
            return Outcome.UNWANTED;
        }
        Instant end = message.addedAt().plus(config.giveUp());
        if (clock.instant().isAfter(end)) {
            return Outcome.GIVEN_UP;
        }
        LogoutEvent event = LogoutEvent.read(message.payload());
        String token = tokens.issue(message.id(), client.get(), event);
        crashes.pass(CrashPoints.Point.BEFORE_CALL);
        Outcome outcome = receiver.send(client.get().logoutUri().orElseThrow().value(), token);
        crashes.pass(CrashPoints.Point.AFTER_CALL);
        return outcome;
    }

    private void log(Outcome outcome, OutboxMessage message) {
        LOG.log(
                level(outcome, message.key()),
                "logout {0} of client {1}: {2}",
                message.id(),
                message.key(),
                outcome);
    }

    private Level level(Outcome outcome, String client) {
        return switch (outcome) {
            case DELIVERED, UNWANTED -> {
                away.remove(client);
                yield Level.INFO;
            }
            case REFUSED -> {
                away.remove(client);
                yield Level.WARNING;
            }
            case GIVEN_UP -> Level.WARNING;
            case FAILED, UNREACHABLE, FORBIDDEN -> away.add(client) ? Level.WARNING : Level.DEBUG;
        };
    }
}

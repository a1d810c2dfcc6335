// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import io.gatehouse.common.sql.outbox.OutboxMessage;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.common.work.Outage;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.MailConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Writes the mails of the outbox and sends them. */
@ApplicationScoped
class MailDelivery implements MailWork {

    private static final Logger LOG = System.getLogger(MailDelivery.class.getName());

    private final SealedOutbox outbox;
    private final MailTexts texts;
    private final MailMessages messages;
    private final Optional<MailTransport> transport;
    private final CrashPoints crashes;
    private final IdpMetrics metrics;
    private final MailConfig config;
    private final Clock clock;

    private final Outage outage = new Outage();

    /** The mail is to be tried again; what was logged of it stands elsewhere. */
    private static final class NotDelivered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotDelivered(MailOutcome outcome) {
            super(outcome.toString());
        }
    }

    @Inject
    MailDelivery(
            SealedOutbox outbox,
            MailTexts texts,
            MailMessages messages,
            CrashPoints crashes,
            IdpMetrics metrics,
            IdpConfig config,
            Clock clock) {
        this.outbox = outbox;
        this.texts = texts;
        this.messages = messages;
        this.crashes = crashes;
        this.metrics = metrics;
        this.config = config.mail();
        this.clock = clock;
        this.transport = this.config.way().map(way -> transport(way, config, clock));
    }

    private static MailTransport transport(MailConfig.Way way, IdpConfig config, Clock clock) {
        return switch (way) {
            case MailConfig.Server server ->
                    new SmtpTransport(server, config.site().issuer().getHost());
            case MailConfig.Folder folder -> new FolderTransport(folder.path(), clock);
        };
    }

    @PreDestroy
    void close() {
        transport.ifPresent(MailTransport::close);
    }

    @Override
    public String topic() {
        return MailQueue.TOPIC;
    }

    /**
     * Sends a mail; returns when nothing more has to be done about it.
     *
     * @throws RuntimeException when it has to be tried again
     */
    @Override
    public void deliver(OutboxMessage message) {
        Letter letter = outbox.read(message, Letter.class);
        MailOutcome outcome = attempt(message, letter);
        metrics.mail(outcome.name().toLowerCase(Locale.ROOT));
        LOG.log(level(outcome), "mail {0}, {1}: {2}", message.id(), letter.kind(), outcome);
        if (!outcome.isLast()) {
            throw new NotDelivered(outcome);
        }
    }

    private MailOutcome attempt(OutboxMessage message, Letter letter) {
        Instant end = message.addedAt().plus(config.giveUp());
        Instant last = letter.goodUntil().filter(it -> it.isBefore(end)).orElse(end);
        if (transport.isEmpty() || clock.instant().isAfter(last)) {
            return MailOutcome.GIVEN_UP;
        }
        MimeMessage mail =
                messages.of(message.id(), letter.address(), texts.of(letter), letter.language());
        crashes.pass(CrashPoints.Point.BEFORE_CALL);
        MailOutcome outcome = transport.get().send(mail);
        crashes.pass(CrashPoints.Point.AFTER_CALL);
        return outcome;
    }

    private Level level(MailOutcome outcome) {
        return switch (outcome) {
            case DELIVERED -> {
                outage.ends();
                yield Level.INFO;
            }
            case REFUSED, GIVEN_UP -> Level.WARNING;
            case FAILED, UNREACHABLE -> outage.begins() ? Level.WARNING : Level.DEBUG;
        };
    }
}

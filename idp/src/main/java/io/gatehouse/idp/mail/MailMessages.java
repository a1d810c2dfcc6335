// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.MailConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;

/** Makes mails of texts (RFC 5322, RFC 2045): one recipient, plain text in UTF-8. */
@ApplicationScoped
class MailMessages {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final String SENDER = "Gatehouse";

    private final Session session = Session.getInstance(new Properties());
    private final String host;
    private final String from;
    private final Clock clock;

    /** Keeps its id: each attempt at one mail has the same, so that a mailbox can tell. */
    private static final class Numbered extends MimeMessage {
        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    @Inject
    MailMessages(IdpConfig config, Clock clock) {
        this.host = config.site().issuer().getHost();
        this.from =
                config.mail()
                        .way()
                        .filter(MailConfig.Server.class::isInstance)
                        .map(way -> ((MailConfig.Server) way).from())
                        .orElse("gatehouse@" + host);
        this.clock = clock;
    }

    /**
     * Makes a mail.
     *
     * @param to one address
     */
    MimeMessage of(UUID id, String to, MailTexts.Text text, String language) {
        MimeMessage mail = new Numbered(session, "<" + id + "@" + host + ">");
        try {
            mail.setFrom(new InternetAddress(from, SENDER, UTF_8));
            // Strict, so that no list and no other syntax is taken for one address.
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
            mail.setSubject(text.subject(), UTF_8);
            mail.setText(text.text(), UTF_8);
            mail.setSentDate(Date.from(clock.instant()));
            mail.setHeader("Content-Language", language);
            // Nobody's absence is told to it (RFC 3834).
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.saveChanges();
            return mail;
        } catch (MessagingException | java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException("a mail cannot be written", e);
        }
    }
}

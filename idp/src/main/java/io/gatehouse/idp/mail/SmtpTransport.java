// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import io.gatehouse.common.work.TimeLimit;
import io.gatehouse.idp.MailConfig;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import nl.altindag.ssl.SSLFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Sends mails to a server (RFC 5321), by a connection of its own each. By default nothing is said
 * there before the connection is encrypted and the server's name is proved (RFC 3207): a server
 * that offers no STARTTLS, or somebody who hides it, gets no mail.
 */
final class SmtpTransport implements MailTransport {

    /** A conversation has more than one answer; a server must not spin them out. */
    private static final int ANSWERS = 3;

    private static final Logger LOG = System.getLogger(SmtpTransport.class.getName());
    private static final int FINAL = 5;
    private static final int HUNDRED = 100;

    private final MailConfig.Server server;
    private final Session session;

    /** A conversation in a virtual thread ends, with its connection, when it is interrupted. */
    private final ExecutorService conversations = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param name by which this service greets the server
     */
    SmtpTransport(MailConfig.Server server, String name) {
        this.server = server;
        this.session = Session.getInstance(properties(server, name));
    }

    /** The time that {@link #send} takes, at most. */
    static Duration limit(MailConfig.Server server) {
        return server.timeout().multipliedBy(ANSWERS);
    }

    private static Properties properties(MailConfig.Server server, String name) {
        SSLFactory.Builder trust = SSLFactory.builder().withDefaultTrustMaterial();
        if (!server.authorities().isEmpty()) {
            trust.withTrustMaterial(server.authorities());
        }
        String timeout = Long.toString(server.timeout().toMillis());
        boolean starttls = server.security() == MailConfig.Security.STARTTLS;
        Properties properties = new Properties();
        properties.put("mail.smtp.localhost", name);
        properties.put("mail.smtp.from", server.from());
        properties.put("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(starttls));
        properties.put(
                "mail.smtp.ssl.enable",
                Boolean.toString(server.security() == MailConfig.Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.ssl.socketFactory", trust.build().getSslSocketFactory());
        // Without it a failed socket factory would be followed by another one.
        properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        properties.put("mail.smtp.connectiontimeout", timeout);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    @Override
    public MailOutcome send(MimeMessage mail) {
        return new TimeLimit(limit(server), conversations)
                .result(() -> converse(mail))
                .orElse(MailOutcome.UNREACHABLE);
    }

    private MailOutcome converse(MimeMessage mail) {
        try (Transport transport = session.getTransport("smtp")) {
            Optional<MailConfig.Login> login = server.login();
            transport.connect(
                    server.host(),
                    server.port(),
                    login.map(MailConfig.Login::user).orElse(null),
                    // Read each time, so that a renewed one counts.
                    login.map(it -> it.password().text()).orElse(null));
            transport.sendMessage(mail, mail.getAllRecipients());
            return MailOutcome.DELIVERED;
        } catch (MessagingException e) {
            MailOutcome outcome = outcome(e);
            LOG.log(Level.DEBUG, "a mail was not taken: {0}", reason(e));
            return outcome;
        }
    }

    private static MailOutcome outcome(MessagingException failure) {
        if (causes(failure).anyMatch(SmtpTransport::isFinal)) {
            return MailOutcome.REFUSED;
        }
        boolean answered =
                causes(failure).noneMatch(it -> it.getNextException() instanceof IOException);
        return answered ? MailOutcome.FAILED : MailOutcome.UNREACHABLE;
    }

    // What a server says of the sender or of the login is about us, and can be mended.
    private static boolean isFinal(MessagingException failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> address.getReturnCode() / HUNDRED == FINAL;
            case SMTPSendFailedException sent ->
                    sent.getReturnCode() / HUNDRED == FINAL
                            && !sent.getCommand().startsWith("MAIL");
            default -> false;
        };
    }

    private static Stream<MessagingException> causes(MessagingException failure) {
        return Stream.iterate(
                failure,
                it -> it != null,
                it -> it.getNextException() instanceof MessagingException next ? next : null);
    }

    // Its message would quote the address.
    private static String reason(MessagingException failure) {
        return failure instanceof SendFailedException
                ? failure.getClass().getSimpleName()
                : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() {
        conversations.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.peer.Authorities;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.idp.MailConfig;
import io.gatehouse.idp.MailConfig.Security;
import io.gatehouse.idp.mail.MailServer.Behaviour;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.server.SMTPServer;

/** What becomes of a mail, by what the server does. */
@Timeout(60)
class SmtpTransportIT {
    private static final String TO = "somebody@example.org";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir private Path folder;

    @Test
    void sendWhenTakenThenItWasEncryptedAndBySomebodyKnown() {
        try (MailServer server = server(it -> it)) {
            assertThat(send(to(server))).isEqualTo(MailOutcome.DELIVERED);

            assertThat(server.at(TO))
                    .singleElement()
                    .satisfies(
                            mail -> assertThat(mail.envelopeFrom()).isEqualTo("shop@example.com"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSES_SENDER, FAILED",
        "REFUSES_RECIPIENT, REFUSED",
        "REFUSES_RECIPIENT_FOR_NOW, FAILED",
        "REFUSES_MAIL, REFUSED",
        "REFUSES_MAIL_FOR_NOW, FAILED",
    })
    void sendWhenRefusedThenTheReplyDecides(Behaviour behaviour, MailOutcome expected) {
        try (MailServer server = server(it -> it)) {
            server.is(behaviour);

            assertThat(send(to(server))).isEqualTo(expected);
        }
    }

    @Test
    void sendWhenTheServerOffersNoTlsThenItGetsNothing() {
        try (MailServer server =
                server(it -> it.enableTLS(false).requireTLS(false).requireAuth(false))) {
            Target target = to(server).with(Security.STARTTLS).with(Optional.empty());

            assertThat(send(target)).isEqualTo(MailOutcome.FAILED);

            assertThat(server.at(TO)).isEmpty();
        }
    }

    @Test
    void sendWhenTlsIsNotWantedThenItIsNotDemanded() {
        try (MailServer server =
                server(it -> it.enableTLS(false).requireTLS(false).requireAuth(false))) {
            Target target = to(server).with(Security.NONE).with(Optional.empty());

            assertThat(send(target)).isEqualTo(MailOutcome.DELIVERED);
        }
    }

    @Test
    void sendWhenTheCertificateIsOfNobodyKnownThenItGetsNothing() {
        try (MailServer server = server(it -> it)) {
            Target target = to(server).with(List.of());

            assertThat(send(target)).isEqualTo(MailOutcome.UNREACHABLE);
            assertThat(server.at(TO)).isEmpty();
        }
    }

    @Test
    void sendWhenTheCertificateIsOfAnotherNameThenItGetsNothing() {
        try (MailServer server = server(it -> it)) {
            assertThat(send(to(server).with("127.0.0.1"))).isEqualTo(MailOutcome.UNREACHABLE);

            assertThat(server.at(TO)).isEmpty();
        }
    }

    @Test
    void sendWhenThePasswordIsWrongThenTriedAgain() throws IOException {
        try (MailServer server = server(it -> it)) {
            Target target = to(server).with(Optional.of(login("another")));

            assertThat(send(target)).isEqualTo(MailOutcome.FAILED);
        }
    }

    @Test
    void sendWhenNobodyListensThenUnreachable() {
        assertThat(send(new Target("localhost", 1, SHORT))).isEqualTo(MailOutcome.UNREACHABLE);
    }

    @Test
    void sendWhenThereIsNoSuchNameThenUnreachable() {
        assertThat(send(new Target("none.invalid", 25, SHORT))).isEqualTo(MailOutcome.UNREACHABLE);
    }

    @Test
    void sendWhenTheServerSaysNothingThenUnreachableInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Target target = new Target("localhost", silent.getLocalPort(), SHORT);

            assertThat(send(target)).isEqualTo(MailOutcome.UNREACHABLE);
        }
    }

    @Test
    void sendWhenTheServerHangsThenUnreachableInTime() {
        try (MailServer server = server(it -> it)) {
            server.is(Behaviour.HANGS);

            assertThat(send(to(server).with(Duration.ofSeconds(2))))
                    .isEqualTo(MailOutcome.UNREACHABLE);
        }
    }

    private MailServer server(UnaryOperator<SMTPServer.Builder> settings) {
        return new MailServer(folder, settings);
    }

    private Target to(MailServer server) {
        return new Target("localhost", server.port(), LONG)
                .with(Authorities.read(server.authority()))
                .with(Optional.of(login(MailServer.PASSWORD)));
    }

    private MailConfig.Login login(String password) {
        try {
            Path file = Files.writeString(folder.resolve("password"), password + "\n");
            return new MailConfig.Login(MailServer.USER, new SecretFile("password-file", file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MailOutcome send(Target target) {
        try (SmtpTransport transport = new SmtpTransport(target.server(), "localhost")) {
            return transport.send(mail());
        }
    }

    private static MimeMessage mail() {
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(TO));
            mail.setText("text");
            mail.saveChanges();
            return mail;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server to send to, with what may be changed of it. */
    private record Target(MailConfig.Server server) {
        Target(String host, int port, Duration timeout) {
            this(
                    new MailConfig.Server(
                            host,
                            port,
                            "shop@example.com",
                            Optional.empty(),
                            Security.STARTTLS,
                            List.of(),
                            timeout));
        }

        Target with(Object change) {
            return new Target(
                    new MailConfig.Server(
                            change instanceof String host ? host : server.host(),
                            server.port(),
                            server.from(),
                            change instanceof Optional<?> login
                                    ? login.map(MailConfig.Login.class::cast)
                                    : server.login(),
                            change instanceof Security security ? security : server.security(),
                            change instanceof List<?> authorities
                                    ? authorities.stream()
                                            .map(java.security.cert.X509Certificate.class::cast)
                                            .toList()
                                    : server.authorities(),
                            change instanceof Duration timeout ? timeout : server.timeout()));
        }
    }
}

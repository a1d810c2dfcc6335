// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.Tls;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server, which keeps what it takes and can be told to refuse. */
public final class MailServer implements AutoCloseable {
    public static final String USER = "gatehouse";
    public static final String PASSWORD = "password of the mail server";

    private static final Pattern TOKEN = Pattern.compile("[?]token=([\\w-]+)");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SMTPServer server;
    private final Path authority;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final AtomicReference<CountDownLatch> hanging =
            new AtomicReference<>(new CountDownLatch(1));
    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>(Behaviour.TAKES);

    /** What it does with a mail. */
    public enum Behaviour {
        TAKES,
        REFUSES_SENDER,
        REFUSES_RECIPIENT,
        REFUSES_RECIPIENT_FOR_NOW,
        REFUSES_MAIL,
        REFUSES_MAIL_FOR_NOW,
        HANGS
    }

    /** A mail as it came. */
    public record Mail(String envelopeFrom, String to, String raw, MimeMessage message) {

        public String text() {
            try {
                return ((String) message.getContent()).replace("\r\n", "\n");
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String subject() {
            try {
                return message.getSubject();
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The token of the link in it. */
        public String token() {
            Matcher matcher = TOKEN.matcher(text());
            if (!matcher.find()) {
                throw new AssertionError("no link in: " + text());
            }
            return matcher.group(1);
        }
    }

    /**
     * A server with STARTTLS.
     *
     * @param settings of another one
     */
    public MailServer(Path folder, UnaryOperator<SMTPServer.Builder> settings) {
        Certificates.Workload files = new Certificates(folder).workload("mail");
        this.authority = files.trust();
        SSLContext tls = Tls.presenting(files.trust(), files.certificate(), files.key());
        this.server =
                settings.apply(
                                SMTPServer.port(0)
                                        .bindAddress(InetAddress.getLoopbackAddress())
                                        .startTlsSocketFactory(tls)
                                        .enableTLS()
                                        .requireTLS()
                                        .requireAuth()
                                        .insertReceivedHeaders(false)
                                        .authenticationHandlerFactory(
                                                new EasyAuthenticationHandlerFactory(
                                                        (user, password, _) ->
                                                                check(user, password)))
                                        .messageHandlerFactory(_ -> new Handler()))
                        .build();
        server.start();
    }

    public static MailServer start() {
        try {
            return new MailServer(Files.createTempDirectory("mail"), it -> it);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(String user, String password) throws LoginFailedException {
        if (!user.equals(USER) || !password.equals(PASSWORD)) {
            throw new LoginFailedException();
        }
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** The authority of its certificate. */
    public Path authority() {
        return authority;
    }

    /** What it does from now on; those it let wait are refused. */
    public void is(Behaviour next) {
        behaviour.set(next);
        hanging.getAndSet(new CountDownLatch(1)).countDown();
    }

    /** All that were sent to an address. */
    public List<Mail> at(String address) {
        return mails.stream().filter(mail -> mail.to().equals(address)).toList();
    }

    /** The latest of so many mails at an address. */
    public Mail await(String address, int number) {
        return awaited(address, number).getLast();
    }

    private List<Mail> awaited(String address, int number) {
        return Awaitility.await()
                .atMost(SOON)
                .until(() -> at(address), found -> found.size() == number);
    }

    @Override
    public void close() {
        is(Behaviour.TAKES);
        server.stop();
    }

    private final class Handler implements MessageHandler {
        private String from = "";
        private String to = "";

        @Override
        public void from(String address) throws RejectException {
            from = address;
            rejectIf(Behaviour.REFUSES_SENDER, 550);
        }

        @Override
        public void recipient(String address) throws RejectException {
            to = address;
            rejectIf(Behaviour.REFUSES_RECIPIENT, 550);
            rejectIf(Behaviour.REFUSES_RECIPIENT_FOR_NOW, 450);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            String raw = new String(data.readAllBytes(), ISO_8859_1);
            rejectIf(Behaviour.REFUSES_MAIL, 554);
            rejectIf(Behaviour.REFUSES_MAIL_FOR_NOW, 451);
            if (behaviour.get() == Behaviour.HANGS) {
                hang();
                throw new RejectException(451, "hung");
            }
            mails.add(new Mail(from, to, raw, read(raw)));
            return "ok";
        }

        @Override
        public void done() {}

        private void rejectIf(Behaviour what, int code) throws RejectException {
            if (behaviour.get() == what) {
                throw new RejectException(code, what.name());
            }
        }

        private void hang() {
            try {
                hanging.get().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static MimeMessage read(String raw) {
        try {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(raw.getBytes(ISO_8859_1)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}

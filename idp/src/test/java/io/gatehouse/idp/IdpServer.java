// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.awaitility.Awaitility.await;

import io.gatehouse.idp.mail.MailServer;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.helidon.microprofile.server.Server;
import io.helidon.microprofile.server.ServerCdiExtension;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole service over a real database, started once for all integration tests. */
public final class IdpServer implements BeforeAllCallback {

    public static final String ISSUER = "https://localhost:8443";
    public static final String CERTIFICATE_URL = "https://localhost:8444";
    public static final String ADMIN = "root";
    public static final String ADMIN_PASSWORD = "root-of-all-tests";

    /** The second of the encryption keys; the service seals nothing under it. */
    public static final String OLDER_KEY = "older:" + key();

    /** Where its mails go. */
    public static final MailServer MAILS = MailServer.start();

    private static final Lazy SERVER = new Lazy();

    @Override
    public void beforeAll(ExtensionContext context) {
        new DatabaseExtension().beforeAll(context);
        SERVER.get();
        awaitReady();
    }

    /** Waits until the service says that it can serve. */
    public static void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> health("ready") == 200);
    }

    /** The status of a health check: live, ready or started. */
    public static int health(String kind) {
        return Http.at(adminUri()).get("/health/" + kind).status();
    }

    /** Where kubelet and Prometheus ask. */
    public static URI adminUri() {
        int port =
                CDI.current().getBeanManager().getExtension(ServerCdiExtension.class).port("admin");
        return URI.create("http://localhost:" + port);
    }

    /** Where the service listens. */
    public static URI uri() {
        return URI.create("http://localhost:" + SERVER.get().port());
    }

    /** Everything that any logger has said since the service started. */
    public static String logged() {
        return SERVER.log.text();
    }

    private static void configure() throws IOException {
        Path secrets = Files.createTempDirectory("idp");
        System.setProperty("idp.issuer", ISSUER);
        System.setProperty("idp.certificate-url", CERTIFICATE_URL);
        System.setProperty(
                "idp.encryption-keys-file",
                write(secrets, "keys", "test:%s\n%s\n".formatted(key(), OLDER_KEY)));
        System.setProperty("idp.lookup-key-file", write(secrets, "lookup", key()));
        System.setProperty(
                "idp.accounts-file",
                write(
                        secrets,
                        "accounts.json",
                        """
                        [{"username": "%s", "email": "root@example.org", "password": "%s",
                          "roles": ["admin"]}]
                        """
                                .formatted(ADMIN, ADMIN_PASSWORD)));
        System.setProperty("idp.clients-file", write(secrets, "clients.json", Clients.FILE));
        System.setProperty("idp.password.memory-kib", "64");
        System.setProperty("idp.password.iterations", "1");
        System.setProperty("idp.password.queue", "256");
        // All tests that name no address come from one.
        System.setProperty("idp.guessing.block-burst", "100000");
        System.setProperty("idp.back-channel.private-addresses", "true");
        System.setProperty("idp.mail.host", "localhost");
        System.setProperty("idp.mail.port", Integer.toString(MAILS.port()));
        System.setProperty("idp.mail.from", "shop@example.com");
        System.setProperty("idp.mail.user", MailServer.USER);
        System.setProperty(
                "idp.mail.password-file", write(secrets, "mail-password", MailServer.PASSWORD));
        System.setProperty("idp.mail.trust-file", MAILS.authority().toString());
        System.setProperty("idp.mail.timeout", "PT1S");
        System.setProperty("idp.mail.block-burst", "100000");
        System.setProperty("server.port", "0");
        System.setProperty("server.sockets.0.port", "0");
    }

    private static String write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static final class Lazy {
        private Server server;
        private CapturedLog log;

        private synchronized Server get() {
            if (server == null) {
                try {
                    configure();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                server = Server.builder().build().start();
                // Afterwards: the start of Helidon sets up logging anew.
                log = new CapturedLog("");
            }
            return server;
        }
    }
}

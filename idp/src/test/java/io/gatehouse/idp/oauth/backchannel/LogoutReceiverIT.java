// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.peer.Authorities;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Tls;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a token is sent, how, and what each answer means. */
class LogoutReceiverIT {
    private static final String TOKEN = "a.b.c";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final FakeServer server = new FakeServer();
    private final LogoutReceiver receiver = receiver(true, List.of(), LONG);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sendWhenTakenThenItWasAFormAtJustThatUri() {
        server.on("/", _ -> Reply.status(200));

        Outcome outcome = receiver.send(at("/a%2Fb/%C3%A4?x=%26&y"), TOKEN);

        assertThat(outcome).isEqualTo(Outcome.DELIVERED);
        assertThat(server.requests())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.call()).isEqualTo("POST /a%2Fb/%C3%A4?x=%26&y");
                    assertThat(request.header("content-type"))
                            .hasValue("application/x-www-form-urlencoded");
                    assertThat(request.header("host")).hasValue(server.url().getAuthority());
                    assertThat(request.body()).isEqualTo("logout_token=" + TOKEN);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED",
        "202, DELIVERED",
        "204, DELIVERED",
        "400, REFUSED",
        "301, FAILED",
        "302, FAILED",
        "307, FAILED",
        "308, FAILED",
        "401, FAILED",
        "404, FAILED",
        "405, FAILED",
        "429, FAILED",
        "500, FAILED",
        "501, FAILED",
        "503, FAILED",
    })
    void sendWhenAnsweredThenTheStatusDecidesAndNoRedirectIsFollowed(int status, Outcome expected) {
        server.on("/elsewhere", _ -> Reply.status(200));
        server.on(
                "/logout", _ -> Reply.status(status).with("Location", server.url() + "/elsewhere"));

        assertThat(receiver.send(at("/logout"), TOKEN)).isEqualTo(expected);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void sendWhenTheBodyNeverEndsThenItIsNotRead() {
        server.handle(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, 0);
                    byte[] piece = new byte[8192];
                    boolean open = true;
                    while (open) {
                        exchange.getResponseBody().write(piece);
                    }
                });

        assertThat(receiver.send(at("/"), TOKEN)).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void sendWhenTheConnectionIsCutThenUnreachable() {
        server.on("/", _ -> Reply.cut());

        assertThat(receiver.send(at("/"), TOKEN)).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void sendWhenNobodyListensOrNobodyIsKnownThenUnreachable() {
        server.close();

        assertThat(receiver.send(at("/"), TOKEN)).isEqualTo(Outcome.UNREACHABLE);
        assertThat(receiver.send(URI.create("https://nobody.invalid/"), TOKEN))
                .isEqualTo(Outcome.UNREACHABLE);
    }

    /** The limit is one of the whole call: a byte now and then does not lengthen it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void sendWhenTheAnswerDoesNotComeThenUnreachableInTime(boolean drips) throws IOException {
        try (ServerSocket slow = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> drip(slow, drips));

            URI uri = URI.create("http://localhost:" + slow.getLocalPort() + "/");

            assertThat(receiver(true, List.of(), SHORT).send(uri, TOKEN))
                    .isEqualTo(Outcome.UNREACHABLE);
        }
    }

    // Ends when the other side closes the connection, or this one the server.
    private static void drip(ServerSocket slow, boolean drips) {
        try (Socket connection = slow.accept()) {
            connection.setSoTimeout(50);
            connection.getOutputStream().write("HTTP/1.1 200 O".getBytes(US_ASCII));
            boolean open = true;
            while (open) {
                open = isOpen(connection);
                if (drips) {
                    connection.getOutputStream().write('O');
                }
            }
        } catch (IOException closed) {
            // What it waits for.
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOpen(Socket connection) throws IOException {
        try {
            return connection.getInputStream().read() != -1;
        } catch (SocketTimeoutException quiet) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1", "2130706433", "[::1]", "0.0.0.0"})
    void sendWhenItIsThisMachineAndThatIsNotAllowedThenNothingIsSent(String host) {
        server.on("/", _ -> Reply.status(200));
        URI uri = URI.create("http://" + host + ":" + server.url().getPort() + "/");

        assertThat(receiver(false, List.of(), LONG).send(uri, TOKEN)).isEqualTo(Outcome.FORBIDDEN);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true, DELIVERED",
        // Not in the certificate.
        "127.0.0.1, true, UNREACHABLE",
        // Nobody the JDK trusts has signed it.
        "localhost, false, UNREACHABLE",
    })
    void sendWhenItIsHttpsThenTheCertificateMustBeOfThatNameAndTrusted(
            String host, boolean trusted, Outcome expected, @TempDir Path directory) {
        Certificates.Workload files = new Certificates(directory).workload("client");
        try (FakeServer https =
                FakeServer.overTls(Tls.presenting(files.trust(), files.certificate(), files.key()))
                        .on("/", _ -> Reply.status(200))) {
            URI uri = URI.create("https://" + host + ":" + https.url().getPort() + "/");
            List<X509Certificate> trust = trusted ? Authorities.read(files.trust()) : List.of();

            assertThat(receiver(true, trust, LONG).send(uri, TOKEN)).isEqualTo(expected);
            assertThat(https.requests()).hasSize(expected == Outcome.DELIVERED ? 1 : 0);
        }
    }

    private URI at(String path) {
        return URI.create(server.url() + path);
    }

    private static LogoutReceiver receiver(
            boolean privateAddresses, List<X509Certificate> trust, Duration timeout) {
        return new LogoutReceiver(
                new IdpConfig.BackChannel(privateAddresses, trust, timeout, Duration.ofHours(1)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.HttpAnswer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connections on both sides of the gate, and what is written down about them. */
@ExtendWith(GateExtension.class)
class GateTransportIT {

    /** A ClientHello with AES suites that every old server knew; the version is filled in. */
    private static final String CLIENT_HELLO =
            "1603010031" + "0100002d%s" + "00".repeat(32) + "00" + "0006c013c009002f" + "0100";

    private Gate gate;
    private GateClient client;

    @BeforeEach
    void useGate(Gate running) {
        gate = running;
        client = gate.from("127.0.7.1");
    }

    @Test
    void routesWhenAuthzIsAwayThenOnlyOpenOnesWork() {
        gate.authz().close();

        HttpAnswer closed = client.send("GET", "/orders", gate.bearer());
        HttpAnswer open = client.send("GET", "/.well-known/jwks.json");
        gate.allow();

        assertThat(closed.status()).isEqualTo(503);
        assertThat(closed.code()).isEqualTo("unavailable");
        assertThat(closed.header("retry-after")).hasValue("1");
        assertThat(open.status()).isEqualTo(200);
        await().until(() -> client.send("GET", "/orders", gate.bearer()).status() == 200);
    }

    @Test
    void authzWhenRouteIsOpenOrRefusedAtOnceThenNotAsked() {
        int asked = gate.authz().asked().size();

        client.sendBody("POST", "/authentication/login", "{}");
        client.send("GET", "/docs");
        client.send("GET", "/orders;a");
        client.send(
                "OPTIONS",
                "/orders",
                "Origin: https://a.example",
                "Access-Control-Request-Method: GET");

        assertThat(gate.authz().asked()).hasSize(asked);
    }

    @Test
    void serviceWhenItShowsAnotherWorkloadThen503WithoutItsNames() {
        gate.serve("products", "orders");

        HttpAnswer impostor = client.send("GET", "/products", gate.bearer());
        int reached = gate.service("products").received();
        gate.serve("products", "products");

        assertThat(impostor.status()).isEqualTo(503);
        assertThat(impostor.code()).isEqualTo("unavailable");
        assertThat(impostor.text()).doesNotContain("spiffe").doesNotContain("127.0.0.1");
        assertThat(reached).isZero();
        assertThat(client.send("GET", "/products", gate.bearer()).status()).isEqualTo(200);
    }

    @Test
    void serviceWhenAwayThen503AndPostIsNotRepeated() {
        gate.service("orders").close();

        HttpAnswer answer = client.sendBody("POST", "/orders/0a-1/cancel", "{}", gate.bearer());
        gate.serve("orders", "orders");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(gate.service("orders").received()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void handshakeWhenOlderThanTls12ThenRefused(String version) throws IOException {
        byte[] hello = HexFormat.of().parseHex(CLIENT_HELLO.formatted(version));
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gate.port("gateway.port"))) {
            socket.getOutputStream().write(hello);
            byte[] alert = socket.getInputStream().readNBytes(7);

            assertThat(alert).startsWith(21).endsWith(2, 70);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshakeWhenNewEnoughThenHttp2IsPreferred(String version) throws IOException {
        try (SSLSocket socket = (SSLSocket) client.connect()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setApplicationProtocols(new String[] {"http/1.1", "h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        }
    }

    @Test
    void plainHttpWhenAskedThenSentToTlsWithTheSameMethod() throws IOException {
        HttpAnswer answer =
                plain("POST /orders/0a-1/cancel?a=b HTTP/1.1\r\nHost: localhost:80\r\n\r\n");

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("location")).hasValue(gate.url() + "/orders/0a-1/cancel?a=b");
        assertThat(answer.headers().map())
                .doesNotContainKeys("strict-transport-security", "server");
        assertThat(answer.header("x-content-type-options")).hasValue("nosniff");
    }

    @Test
    void plainHttpWhenMalformedThenProblem() throws IOException {
        assertThat(plain("GET / HTTP/1.1\r\n\r\n").code()).isEqualTo("malformed_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/quitquitquit", "/config_dump", "/logging?level=trace", "/certs", "/"})
    void adminWhenAskedForMoreThanTheLauncherNeedsThenRefused(String path) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gate.port("admin.port"))) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            HttpAnswer answer =
                    HttpAnswer.read(new BufferedInputStream(socket.getInputStream()), "GET");

            assertThat(answer.status()).isEqualTo(403);
        }
    }

    @Test
    void accessLogWhenCredentialsAreSentThenHoldsNoneOfThem() {
        String token = gate.tokens().of("customer");
        HttpAnswer answer =
                client.send(
                        "GET",
                        "/orders?access_token=planted-query",
                        "Authorization: Bearer " + token,
                        "Cookie: __Host-gatehouse-refresh=planted-cookie",
                        "Referer: https://localhost/?planted-referer",
                        "User-Agent: planted-agent");
        HttpAnswer refused = client.send("GET", "/orders?planted-query", "Cookie: planted-cookie");

        String id = answer.header("x-request-id").orElseThrow();
        await().until(() ->
                gate.accessLog().contains(refused.header("x-request-id").orElseThrow()));
        String user = answer.json().path("headers").path("x-user-id").get(0).asText();

        assertThat(gate.accessLog())
                .doesNotContain("planted")
                .doesNotContain(token.substring(token.lastIndexOf('.')));
        assertThat(gate.accessLog().lines().filter(line -> line.contains(id)))
                .singleElement()
                .asString()
                .contains("\"path\":\"/orders\"", "\"status\":200", "\"client\":\"127.0.7.1\"")
                .contains("\"userId\":\"" + user + "\"", "\"method\":\"GET\"");
    }

    private HttpAnswer plain(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gate.port("http.port"))) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return HttpAnswer.read(new BufferedInputStream(socket.getInputStream()), "GET");
        }
    }
}

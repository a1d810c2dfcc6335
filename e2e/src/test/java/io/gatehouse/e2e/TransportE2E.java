// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the gate is spoken to at all. */
@EndToEnd
@Order(15)
class TransportE2E {
    private static final int ALERT = 21;
    private static final int PROTOCOL_VERSION = 70;

    private final Target target;

    TransportE2E(Target target) {
        this.target = target;
    }

    @Test
    @Tag("local")
    void plainHttpWhenAskedThenSendsToHttps() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI plain = target.local().plainUrl().resolve("/products?limit=3");
            HttpResponse<Void> answer =
                    http.send(HttpRequest.newBuilder(plain).build(), BodyHandlers.discarding());

            assertThat(answer.statusCode()).isEqualTo(308);
            assertThat(answer.headers().firstValue("location"))
                    .contains(target.url().resolve("/products?limit=3").toString());
        }
    }

    @Test
    void certificateWhenTheCaIsUnknownThenIsNotTrusted()
            throws GeneralSecurityException, IOException {
        try (SSLSocket socket =
                (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket()) {
            socket.connect(address());

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tlsWhenModernThenIsSpoken(String version) throws IOException {
        try (SSLSocket socket = (SSLSocket) target.tls().getSocketFactory().createSocket()) {
            socket.connect(address());
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    /**
     * The client hello is written by hand, because the JDK no longer speaks these versions itself
     * (RFC 8996).
     */
    @ParameterizedTest
    @CsvSource({"1, TLS 1.0", "2, TLS 1.1"})
    void tlsWhenOldThenIsRefused(byte minor, String name) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address());
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(clientHello(minor));
            InputStream in = socket.getInputStream();
            byte[] record = in.readNBytes(7);

            assertThat(record).as(name).hasSize(7);
            assertThat(record[0])
                    .as("record type of the answer to %s", name)
                    .isEqualTo((byte) ALERT);
            assertThat(record[6]).as("alert").isEqualTo((byte) PROTOCOL_VERSION);
        }
    }

    private InetSocketAddress address() {
        int port = target.url().getPort();
        return new InetSocketAddress(target.url().getHost(), port < 0 ? 443 : port);
    }

    private static byte[] clientHello(byte minor) {
        short[] suites = {
            (short) 0xc009, (short) 0xc00a, (short) 0xc013, (short) 0xc014, 0x002f, 0x0035
        };
        int body = 2 + 32 + 1 + 2 + 2 * suites.length + 2;
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + body);
        hello.put((byte) 22).put((byte) 3).put((byte) 1).putShort((short) (4 + body));
        hello.put((byte) 1).put((byte) 0).putShort((short) body);
        hello.put((byte) 3).put(minor).put(new byte[32]).put((byte) 0);
        hello.putShort((short) (2 * suites.length));
        for (short suite : suites) {
            hello.putShort(suite);
        }
        return hello.put((byte) 1).put((byte) 0).array();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustIT {

    private static final String PASSWORD = "only-in-this-test";
    private static final String EMPTY_PAGE = "{\"items\":[]}";

    @TempDir private Path folder;
    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;

    @BeforeEach
    void setUp() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate("gate"))));
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    byte[] body = EMPTY_PAGE.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void tearDown() {
        server.stop(0);
    }

    @Test
    void productsWhenCaIsTheGatesThenAnswerIsShown() throws Exception {
        TestShell.Result result = products("localhost", pem("gate"));

        assertThat(result.exit()).isZero();
        assertThat(requests).hasValue(1);
    }

    @Test
    void productsWhenCaIsAnotherThenNothingIsSent() throws Exception {
        certificate("stranger");

        TestShell.Result result = products("localhost", pem("stranger"));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("cannot be trusted");
        assertThat(requests).hasValue(0);
    }

    @Test
    void productsWhenCertificateIsForAnotherNameThenNothingIsSent() throws Exception {
        TestShell.Result result = products("127.0.0.1", pem("gate"));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(requests).hasValue(0);
    }

    private TestShell.Result products(String host, Path ca) {
        String url = "https://" + host + ":" + server.getAddress().getPort();
        return new TestShell(folder, url)
                .signedIn(Duration.ofMinutes(5))
                .run("products", "--ca", ca.toString());
    }

    private Path certificate(String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
        command.addAll(
                List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
        command.addAll(List.of("-ext", "SAN=dns:localhost", "-ext", "BC=ca:true"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private Path pem(String name) throws IOException, GeneralSecurityException {
        byte[] der = load(folder.resolve(name + ".p12")).getCertificate(name).getEncoded();
        String pem =
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(folder.resolve(name + ".crt"), pem);
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(store), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            loaded.load(bytes, PASSWORD.toCharArray());
        }
        return loaded;
    }
}

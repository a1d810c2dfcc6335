#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Helidon 4.3.0, io.helidon.common.tls.Tls: its sslContext() in a client or server that works with an SSLEngine, as
# java.net.http.HttpClient, com.sun.net.httpserver and gRPC do.
#
# Expected: Tls.builder() was given a private key and its chain, so the context shows them, like any SSLContext of the same
# key and chain.
# Seen: no certificate is shown. As a client: the server that asks for one ends the handshake (certificate_required). As a
# server: it has nothing to offer (handshake_failure). Two contexts of the JDK with the same key and chain: 200. An SSLSocket
# of the same Helidon context, which is what Helidon itself works with, shows the certificate on both sides. The key manager
# is an X509ExtendedKeyManager that leaves chooseEngineClientAlias and chooseEngineServerAlias as they are inherited: they
# answer null.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>finding</groupId>
    <artifactId>finding</artifactId>
    <version>1</version>
    <properties>
        <maven.compiler.release>21</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    </properties>
    <dependencies>
        <dependency>
            <groupId>io.helidon.common</groupId>
            <artifactId>helidon-common-tls</artifactId>
            <version>4.3.0</version>
        </dependency>
    </dependencies>
    <build>
        <plugins>
            <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.16.0</version>
            </plugin>
            <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-dependency-plugin</artifactId>
                <version>3.11.0</version>
                <executions>
                    <execution>
                        <phase>package</phase>
                        <goals><goal>copy-dependencies</goal></goals>
                    </execution>
                </executions>
            </plugin>
        </plugins>
    </build>
</project>
XML
cat >src/main/java/Finding.java <<'JAVA'
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

public final class Finding {
    private static final char[] PASSWORD = "changeit".toCharArray();

    public static void main(String[] args) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(Path.of(args[0]))) {
            store.load(in, PASSWORD);
        }
        Map<String, SSLContext> contexts = new LinkedHashMap<>();
        contexts.put("JDK", jdk(store));
        contexts.put("Helidon", helidon(store));
        System.out.println("sockets of Helidon's: the client is " + sockets(contexts.get("Helidon")));
        for (var server : contexts.entrySet()) {
            for (var client : contexts.entrySet()) {
                System.out.printf(
                        "server %s, client %s: %s%n",
                        server.getKey(), client.getKey(), ask(server.getValue(), client.getValue()));
            }
        }
    }

    private static String sockets(SSLContext context) throws Exception {
        try (SSLServerSocket server =
                        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
                SSLSocket client =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket("localhost", server.getLocalPort())) {
            server.setNeedClientAuth(true);
            Thread asking =
                    Thread.startVirtualThread(() -> {
                        try {
                            client.startHandshake();
                            client.getInputStream().read();
                        } catch (IOException e) {
                            System.out.println(e.getMessage());
                        }
                    });
            try (SSLSocket accepted = (SSLSocket) server.accept()) {
                accepted.startHandshake();
                String peer = accepted.getSession().getPeerPrincipal().getName();
                accepted.getOutputStream().write(1);
                asking.join();
                return peer;
            }
        }
    }

    private static SSLContext helidon(KeyStore store) throws Exception {
        X509Certificate certificate = (X509Certificate) store.getCertificate("one");
        return Tls.builder()
                .privateKey((PrivateKey) store.getKey("one", PASSWORD))
                .addPrivateKeyCertChain(certificate)
                .addTrust(certificate)
                .build()
                .sslContext();
    }

    private static SSLContext jdk(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("one", store.getCertificate("one"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String ask(SSLContext serverContext, SSLContext clientContext) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters both = getSSLContext().getDefaultSSLParameters();
                both.setNeedClientAuth(true);
                parameters.setSSLParameters(both);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("https://localhost:" + server.getAddress().getPort());
        try (HttpClient client = HttpClient.newBuilder().sslContext(clientContext).build()) {
            return String.valueOf(
                    client.send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        } catch (IOException refused) {
            return refused.getMessage();
        } finally {
            server.stop(0);
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}keytool" -genkeypair -alias one -keyalg EC -groupname secp256r1 -dname CN=localhost -ext san=dns:localhost \
    -validity 2 -keystore one.p12 -storetype PKCS12 -storepass changeit -keypass changeit >keytool.log 2>&1
mvn -q -B -ntp package >maven.log 2>&1 || { cat maven.log; exit 1; }
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'target/classes:target/dependency/*' Finding one.p12 >seen 2>err || { cat err; exit 1; }
cat seen
grep -qx "sockets of Helidon's: the client is CN=localhost" seen
grep -qx 'server JDK, client JDK: 200' seen
grep -q '^server JDK, client Helidon: .*certificate_required' seen
# Which of the two ends speaks first of a failed handshake is a matter of luck.
if grep -q '^server Helidon, .*: 200$' seen; then
    echo 'this has changed'
    exit 1
fi

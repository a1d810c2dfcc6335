// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.gate.print.LocalGate;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.service.ServicePorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The gateway of a local run: its ports, URL, configuration and readiness.
 *
 * @param http port that redirects to https
 * @param certificates port where clients are asked for their certificates
 * @param admin port of Envoy's admin interface
 */
public record Gateway(int https, int http, int certificates, int admin) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    // A well-formed token, {"alg":"RS256","typ":"at+jwt","kid":"none"}.{}, without a valid
    // signature.
    private static final String UNSIGNED =
            "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Im5vbmUifQ.e30.AAAA";

    String url() {
        return "https://localhost:" + https;
    }

    String certificateUrl() {
        return "https://localhost:" + certificates;
    }

    String httpUrl() {
        return "http://localhost:" + http;
    }

    /** Writes Envoy's configuration for this run. */
    void configure(LocalGate gate, Path skeleton, Home home, Map<String, ServicePorts> services)
            throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put("gateway.port", Integer.toString(https));
        values.put("http.port", Integer.toString(http));
        values.put("certificate.port", Integer.toString(certificates));
        values.put("admin.port", Integer.toString(admin));
        values.put("issuer", url());
        // The origins whose pages may use the session cookie; idp and authz have the same ones.
        values.put("origins", "'" + url() + "'");
        values.put("secrets", home.tls().toString());
        values.put("log", home.log("access").toString());
        values.put("loopback6", loopback6());
        services.forEach((name, ports) -> {
            if (gate.asks(name)) {
                values.put(name + ".port", Integer.toString(ports.app()));
            }
            ports.grpc().ifPresent(grpc -> values.put(name + ".grpc.port", Integer.toString(grpc)));
        });
        try {
            OwnerOnly.write(home.envoyConfiguration(), gate.configuration(skeleton, values));
        } catch (IllegalArgumentException e) {
            throw new LocalException(e.getMessage(), e);
        }
    }

    /**
     * {@code ::1}, or a second IPv4 loopback address on a machine without IPv6, such as many
     * containers: Envoy does not start when it cannot bind.
     */
    public static String loopback6() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            return "::1";
        } catch (IOException noIpv6) {
            return "127.0.0.2";
        }
    }

    /**
     * Whether HTTPS requests through the gate reach a service, and authz refuses an invalid token.
     * The first check in a cold JVM takes longer than the gate's timeout, so that it must not be a
     * user's first request.
     */
    boolean answers(Path authority) {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
            return status(client, "/.well-known/jwks.json") == OK
                    && status(client, "/accounts/me") == UNAUTHORIZED;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int status(HttpClient client, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Authorization", "Bearer " + UNSIGNED)
                        .timeout(TIMEOUT)
                        .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static SSLContext trusting(Path authority) throws IOException {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new LocalException(authority + " is no certificate of an authority", e);
        }
    }
}

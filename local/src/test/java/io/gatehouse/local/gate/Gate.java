// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.awaitility.Awaitility.await;

import io.gatehouse.gate.table.Limits;
import io.gatehouse.testkit.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A real Envoy with the configuration of this folder, in front of stand-ins for the services. */
final class Gate implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of("idp", "authz", "products", "orders", "payments");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GateFiles files;
    private final Map<String, String> values;
    private final GateTokens tokens;
    private final Map<String, GateService> services = new HashMap<>();
    private final AtomicInteger newcomers = new AtomicInteger();
    private GateAuthz authz;
    private Process envoy;

    private Gate(GateFiles files, Map<String, String> values) {
        this.files = files;
        this.values = values;
        this.tokens = new GateTokens(values.get("issuer"));
    }

    /** Starts everything on free ports, with these limits. */
    static Gate start(String name, Limits limits) {
        return start(name, limits, UnaryOperator.identity());
    }

    /**
     * The same with a configuration that a test has changed, because the true one takes minutes.
     */
    static Gate start(String name, Limits limits, UnaryOperator<String> change) {
        GateFiles files = GateFiles.in(name);
        Map<String, String> values = files.values();
        Gate gate = new Gate(files, values);
        try {
            SERVICES.forEach(service -> gate.serve(service, service));
            gate.allow();
            gate.envoy = files.envoy(change.apply(GateFiles.configuration(limits, values)));
            await().atMost(PATIENCE).until(gate::ready);
            gate.warmUp();
            return gate;
        } catch (RuntimeException e) {
            gate.close();
            throw e;
        }
    }

    GateClient from(String address) {
        return new GateClient(tls(), port("gateway.port"), address);
    }

    /** Where the gate asks clients for their certificates. */
    GateClient atCertificates(SSLContext shown, String address) {
        return new GateClient(shown, port("certificate.port"), address);
    }

    /** From an address that nobody else has used, and none of the tests will: 127.1.0.0/16. */
    GateClient newcomer() {
        int number = newcomers.incrementAndGet();
        return from("127.1." + number / 250 + "." + (1 + number % 250));
    }

    /** What the placeholders of the template stand for. */
    Map<String, String> values() {
        return values;
    }

    GateTokens tokens() {
        return tokens;
    }

    /** {@code Authorization} with a fresh token of these roles. */
    String bearer(String... roles) {
        return "Authorization: Bearer " + tokens.of(roles);
    }

    String url() {
        return values.get("issuer");
    }

    int port(String placeholder) {
        return Integer.parseInt(values.get(placeholder));
    }

    Path certs() {
        return files.certs();
    }

    String accessLog() {
        try {
            return Files.readString(Path.of(values.get("log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GateService service(String name) {
        return services.get(name);
    }

    GateAuthz authz() {
        return authz;
    }

    /** Starts authz (again). */
    void allow() {
        try {
            authz = new GateAuthz(port("authz.grpc.port"), files.certs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a service (again), under the certificate of this workload. */
    void serve(String service, String workload) {
        serve(service, workload, tokens.keySet());
    }

    /** Starts idp again, with other keys to publish. */
    void publish(String keySet) {
        serve("idp", "idp", keySet);
    }

    private void serve(String service, String workload, String keySet) {
        GateService running = services.remove(service);
        if (running != null) {
            running.close();
        }
        SSLContext tls = workloadTls(files.certs(), workload);
        services.put(service, new GateService(port(service + ".port"), tls, keySet));
    }

    /** What a client of the gate needs: the authority and no certificate of its own. */
    SSLContext tls() {
        return Tls.trusting(files.certs().resolve("ca.crt"));
    }

    /** What a workload of these certificates shows, and whom it believes. */
    static SSLContext workloadTls(Path certs, String name) {
        Path own = certs.resolve("workloads");
        return Tls.presenting(
                own.resolve("ca.crt"), own.resolve(name + ".crt"), own.resolve(name + ".key"));
    }

    @Override
    public void close() {
        try {
            if (envoy != null) {
                envoy.destroy();
                envoy.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        services.values().forEach(GateService::close);
        if (authz != null) {
            authz.close();
        }
    }

    /** The first question to a cold authz may take longer than the gate waits. */
    private void warmUp() {
        GateClient client = from("127.0.0.1");
        String caller = bearer();
        await().atMost(PATIENCE).until(() -> client.send("GET", "/orders", caller).status() == 200);
    }

    private boolean ready() {
        if (!envoy.isAlive()) {
            throw new IllegalStateException("Envoy ended; see " + files.directory());
        }
        try {
            URI ready = URI.create("http://127.0.0.1:" + values.get("admin.port") + "/ready");
            HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.US_ASCII)
                        .startsWith("LIVE");
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}

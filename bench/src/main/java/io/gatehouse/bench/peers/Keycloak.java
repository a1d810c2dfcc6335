// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.bench.Api;
import io.gatehouse.bench.Launched;
import io.gatehouse.bench.PemTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keycloak in production mode, over TLS, in a database of the same server as ours, with the
 * password hash that ours has. All else is as it comes.
 */
final class Keycloak implements Peer, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATABASE = "keycloak";

    /** Of idp: RFC 9106 with the memory and passes that OWASP advises. */
    private static final List<String> HASH =
            List.of(
                    "--spi-password-hashing--argon2--memory=19456",
                    "--spi-password-hashing--argon2--iterations=2",
                    "--spi-password-hashing--argon2--parallelism=1");

    private final Path home;
    private final Launched system;
    private final Client client;
    private final Map<String, String> credentials;
    private final int port;
    private final HttpClient http;
    private Process process;

    private Keycloak(Path home, Launched system, Peer like) {
        this.home = home;
        this.system = system;
        this.client = like.client();
        this.credentials = like.credentials();
        this.port = freePort();
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(
                                PemTls.trusting(system.certificates().resolve("workloads/ca.crt")))
                        .build();
    }

    /**
     * Builds and starts one.
     *
     * @param home of its distribution, unpacked
     * @param like whose client and person it gets
     */
    static Keycloak start(Path home, Launched system, Peer like, Clock clock) throws IOException {
        Keycloak keycloak = new Keycloak(home, system, like);
        try (Connection admin = system.connect("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for Keycloak", e);
        }
        Path realm = Files.createDirectories(home.resolve("data/import")).resolve("bench.json");
        Files.writeString(realm, JSON.writeValueAsString(KeycloakRealm.like(keycloak)));
        keycloak.build();
        keycloak.process = keycloak.run("--import-realm");
        FirstToken.await(keycloak, clock);
        return keycloak;
    }

    private void build() {
        List<String> options = new ArrayList<>(List.of("build", "--db=postgres"));
        Process build = launch(options);
        try {
            if (build.waitFor() != 0) {
                throw new IllegalStateException("Keycloak was not built; see " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Process run(String... more) {
        Path workloads = system.certificates().resolve("workloads");
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "start",
                                "--optimized",
                                "--http-host=127.0.0.1",
                                "--https-port=" + port,
                                "--https-certificate-file=" + workloads.resolve("idp.crt"),
                                "--https-certificate-key-file=" + workloads.resolve("idp.key"),
                                "--http-management-port=" + freePort(),
                                "--hostname=https://localhost:" + port,
                                "--db-pool-max-size=20",
                                "--cache=local"));
        options.addAll(HASH);
        options.addAll(List.of(more));
        return launch(options);
    }

    private Process launch(List<String> options) {
        List<String> command = new ArrayList<>(List.of("sh", home.resolve("bin/kc.sh").toString()));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log().toFile()));
        builder.environment()
                .putAll(
                        Map.of(
                                "JAVA_HOME", System.getProperty("java.home"),
                                "KC_DB_URL", system.databaseUrl(DATABASE),
                                "KC_DB_USERNAME", Launched.DATABASE_ADMIN,
                                "KC_DB_PASSWORD", system.secret("database-admin.password")));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak cannot be started", e);
        }
    }

    private Path log() {
        return home.resolveSibling("keycloak.log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public Api api() {
        return new Api(http, URI.create("https://localhost:" + port), Map.of());
    }

    @Override
    public Paths paths() {
        String realm = "/realms/" + KeycloakRealm.NAME;
        String protocol = realm + "/protocol/openid-connect/";
        return new Paths(
                realm + "/.well-known/openid-configuration",
                protocol + "certs",
                protocol + "auth",
                protocol + "token",
                protocol + "token/introspect");
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public Map<String, String> credentials() {
        return credentials;
    }

    /** The JVM below its script. */
    @Override
    public long pid() {
        return process.descendants().findFirst().map(ProcessHandle::pid).orElse(0L);
    }

    @Override
    public Duration restart(Clock clock) {
        close();
        process = run();
        return FirstToken.await(this, clock);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        FirstToken.until(
                "the end of Keycloak", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running system that the bench started on free ports; closing it stops the system. */
public final class Launched implements AutoCloseable {
    /** The superuser of the database. */
    public static final String DATABASE_ADMIN = "postgres";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same flags as in {@code ./gatehouse}. */
    private static final List<String> LAUNCHER_FLAGS =
            List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(10);
    private static final List<String> SERVICES =
            List.of("idp", "authz", "products", "orders", "payments");
    private static final long LONGEST_STOP_SECONDS = 90;

    private final Path home;
    private final Process launcher;
    private final Duration took;

    private Launched(Path home, Process launcher, Duration took) {
        this.home = requireNonNull(home, "home");
        this.launcher = requireNonNull(launcher, "launcher");
        this.took = requireNonNull(took, "took");
    }

    /**
     * Resets the system of an earlier run; the launcher refuses a folder that is not a home.
     *
     * @return the refusal of the launcher, or empty
     */
    public static Optional<String> forget(Path jar, Path home) {
        return refusal(command(jar, home, "reset", "--yes"));
    }

    /**
     * Asks the launcher for a dry run, which changes nothing.
     *
     * @return the refusal of the launcher, or empty
     */
    public static Optional<String> check(Path jar, Path home, Path limits) {
        List<String> command = up(jar, home, limits);
        command.add("--check");
        return refusal(command);
    }

    private static Optional<String> refusal(List<String> command) {
        try {
            Process launcher = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(launcher.getInputStream().readAllBytes(), UTF_8).strip();
            return launcher.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(said.replaceFirst("^gatehouse: ", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Starts a system and waits up to five minutes until the launcher reports that it is up. */
    public static Launched start(Path jar, Path home, Path limits) {
        List<String> command = up(jar, home, limits);
        long start = System.nanoTime();
        Process process = run(command, home);
        Path description = home.resolve("run/system.json");
        while (!Files.exists(description)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (!process.isAlive() || waited.compareTo(LONGEST_START) > 0) {
                process.destroy();
                throw new IllegalStateException("the system has not started; see " + output(home));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return new Launched(home, process, Duration.ofNanos(System.nanoTime() - start));
    }

    private static List<String> up(Path jar, Path home, Path limits) {
        List<String> command = command(jar, home, "up", "--port", "0", "--http-port", "0");
        command.addAll(List.of("--limits", limits.toString()));
        return command;
    }

    private static List<String> command(Path jar, Path home, String verb, String... options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(LAUNCHER_FLAGS);
        command.addAll(List.of("-jar", jar.toString(), verb, "--home", home.toString()));
        command.addAll(List.of(options));
        return command;
    }

    private static Process run(List<String> command, Path home) {
        try {
            Files.createDirectories(home.toAbsolutePath().getParent());
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output(home).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    private static Path output(Path home) {
        return home.resolveSibling(home.getFileName() + ".out");
    }

    /** Waits for the AOT caches, which the launcher makes in the background for faster starts. */
    public void awaitPrepared() {
        long end = System.nanoTime() + LONGEST_PREPARATION.toNanos();
        while (!isPrepared()) {
            if (System.nanoTime() > end || !launcher.isAlive()) {
                throw new IllegalStateException("the caches are not made; see " + output(home));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private boolean isPrepared() {
        return SERVICES.stream()
                .allMatch(service -> Files.exists(home.resolve("aot/" + service + ".aot.made-of")));
    }

    /** The time from the command until the system is up. */
    public Duration took() {
        return took;
    }

    public URI url() {
        return URI.create(description().path("url").asText());
    }

    Path ca() {
        return Path.of(description().path("ca").asText());
    }

    public Path certificates() {
        return home.resolve("certs");
    }

    /** The first account with a role, as {@code {"username", "password"}}. */
    public JsonNode account(String role) {
        for (JsonNode account : read(home.resolve("secrets/accounts.json"))) {
            for (JsonNode owned : account.path("roles")) {
                if (owned.asText().equals(role)) {
                    return account;
                }
            }
        }
        throw new IllegalStateException("no account has the role " + role);
    }

    /** The URL of a service, behind the gate. */
    public URI service(String name) {
        return URI.create("https://localhost:" + port(name));
    }

    /** The port of a process. */
    public int port(String name) {
        return description().path("processes").path(name).path("port").asInt();
    }

    /** A secret that the launcher has made, such as {@code database-admin.password}. */
    public String secret(String file) {
        try {
            return Files.readString(home.resolve("secrets").resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The JDBC URL of a database of the system; {@link #DATABASE_ADMIN} may connect to each. */
    public String databaseUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=verify-full&sslrootcert=%s"
                .formatted(port("postgres"), database, certificates().resolve("database/ca.crt"));
    }

    /** Connects to a database as its superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                databaseUrl(database), DATABASE_ADMIN, secret("database-admin.password"));
    }

    /** The process ids by name. */
    public Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>();
        description()
                .path("processes")
                .properties()
                .forEach(entry ->
                        processes.put(entry.getKey(), entry.getValue().path("pid").asLong()));
        return processes;
    }

    private JsonNode description() {
        return read(home.resolve("run/system.json"));
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public void close() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the system has not stopped; see " + output(home));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

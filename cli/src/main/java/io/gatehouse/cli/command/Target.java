// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.Json;
import io.gatehouse.cli.screen.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The gate that a command calls, and the CA that it trusts.
 *
 * @param named whether the user gave the URL; otherwise it is the system on this machine
 */
record Target(URI url, Path ca, boolean named) {

    private static final String FALLBACK = "https://localhost:8443";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    static Target of(Connection connection, Environment environment) {
        Path home = home(connection, environment);
        Optional<String> given = connection.url().or(() -> environment.variable("GATEHOUSE_URL"));
        Optional<Running> running = given.isPresent() ? Optional.empty() : running(home);
        if (given.isEmpty() && running.isEmpty()) {
            refuseForeignFolder(home);
        }
        String url = given.or(() -> running.map(Running::url)).orElse(FALLBACK);
        Path ca =
                connection
                        .ca()
                        .or(() -> environment.variable("GATEHOUSE_CA"))
                        .or(() -> running.flatMap(Running::ca))
                        .map(Path::of)
                        .orElseGet(() -> home.resolve("certs/ca.crt"));
        return new Target(checked(url), ca, given.isPresent());
    }

    private static Path home(Connection connection, Environment environment) {
        return Path.of(
                connection
                        .home()
                        .or(() -> environment.variable("GATEHOUSE_HOME"))
                        .orElse(".local"));
    }

    /** Refuses, as the launcher does, a folder that has files but is not a home. */
    private static void refuseForeignFolder(Path home) {
        boolean known =
                Stream.of(".gatehouse", "certs/ca.crt").map(home::resolve).anyMatch(Files::exists);
        String[] files = home.toFile().list();
        if (Files.exists(home) && !known && (files == null || files.length > 0)) {
            throw new Failure.Misuse(
                    home.toAbsolutePath().normalize() + " is no home of Gatehouse", null);
        }
    }

    /** Advice for a connection that was refused. */
    String whenAway(Invocation invocation) {
        return named
                ? "Is it running? Is --url right?"
                : "Gatehouse does not run on this machine, or is not up yet. Start it: %s"
                        .formatted(invocation.verb("up"));
    }

    boolean isEncrypted() {
        return url.getScheme().equals("https");
    }

    private static Optional<Running> running(Path home) {
        Path file = home.resolve("run/system.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), Running.class))
                    .filter(system -> system.url() != null);
        } catch (IOException | UncheckedIOException e) {
            throw new Failure.Misuse(file + " cannot be read: say where the gate is: --url.", e);
        }
    }

    private static URI checked(String given) {
        try {
            URI url = URI.create(given.strip().replaceAll("/+$", "").toLowerCase(Locale.ROOT));
            boolean bare =
                    url.getHost() != null
                            && url.getRawUserInfo() == null
                            && url.getRawPath().isEmpty()
                            && url.getRawQuery() == null
                            && url.getRawFragment() == null;
            boolean http = "http".equals(url.getScheme());
            if (!bare || !(http || "https".equals(url.getScheme()))) {
                throw new Failure.Misuse("Not the URL of a gate: " + given);
            }
            if (http && !THIS_MACHINE.contains(url.getHost())) {
                throw new Failure.Misuse(
                        "A password is not sent over plain http to another machine: " + given);
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw new Failure.Misuse("Not the URL of a gate: " + given, e);
        }
    }

    /** The fields of {@code run/system.json} that are needed; the launcher writes the file. */
    record Running(String url, @JsonProperty("ca") Optional<String> ca) {

        Running {
            ca = ca == null ? Optional.empty() : ca;
        }
    }
}

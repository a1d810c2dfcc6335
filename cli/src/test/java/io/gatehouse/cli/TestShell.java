// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.command.Streams;
import io.gatehouse.cli.command.Surroundings;
import io.gatehouse.cli.session.Session;
import io.gatehouse.cli.session.SessionFile;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs the program as a shell without a terminal does. */
final class TestShell {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Path folder;
    private final String url;
    private final List<Duration> rests = new CopyOnWriteArrayList<>();

    TestShell(Path folder, String url) {
        this.folder = folder;
        this.url = url;
    }

    Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    Result runWithInput(String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Streams streams =
                new Streams(
                        new BufferedReader(new StringReader(input)),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Optional.empty());
        Surroundings surroundings =
                new Surroundings(
                        Map.of(
                                "XDG_STATE_HOME", folder.toString(),
                                "GATEHOUSE_HOME", folder.resolve("home").toString(),
                                "GATEHOUSE_URL", url),
                        streams,
                        Clock.fixed(NOW, ZoneId.of("Europe/Berlin")),
                        new SecureRandom(),
                        rests::add);
        int exit = Shop.commands(surroundings).execute(arguments);
        return new Result(exit, out.toString(), err.toString());
    }

    /** Leaves a session behind as an earlier sign-in would. */
    TestShell signedIn(Duration left) {
        sessions().write(url, new Session("alice", "access-1", "refresh-1", NOW.plus(left)));
        return this;
    }

    SessionFile sessions() {
        return new SessionFile(folder.resolve("gatehouse"));
    }

    Optional<Session> session() {
        return sessions().read(url);
    }

    /** How long the program wanted to wait between its tries. */
    List<Duration> rests() {
        return List.copyOf(rests);
    }

    record Result(int exit, String out, String err) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.command.Environment;
import io.gatehouse.cli.command.Streams;
import io.gatehouse.cli.session.Session;
import io.gatehouse.cli.session.SessionFile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;

/** Runs the program as a shell without a terminal does. */
final class TestShell {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;

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
        return new Result(execute(streams, arguments), out.toString(), err.toString());
    }

    /** Runs it as a person at a terminal does; the screen is all in {@code out}. */
    Result atTerminal(int columns, String typed, String... arguments) {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (Terminal terminal =
                new DumbTerminal(
                        "test",
                        Terminal.TYPE_DUMB,
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                        screen,
                        StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(columns, 24));
            Attributes keys = terminal.getAttributes();
            keys.setLocalFlag(Attributes.LocalFlag.ISIG, true);
            keys.setControlChar(Attributes.ControlChar.VINTR, CTRL_C);
            keys.setControlChar(Attributes.ControlChar.VEOF, CTRL_D);
            terminal.setAttributes(keys);
            PrintWriter writer = terminal.writer();
            Streams streams =
                    new Streams(
                            new BufferedReader(Reader.nullReader()),
                            writer,
                            writer,
                            Optional.of(() -> terminal));
            int exit = execute(streams, arguments);
            return new Result(exit, screen.toString(StandardCharsets.UTF_8), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int execute(Streams streams, String... arguments) {
        Map<String, String> variables =
                Map.of(
                        "XDG_STATE_HOME", folder.toString(),
                        "GATEHOUSE_HOME", folder.resolve("home").toString(),
                        "GATEHOUSE_URL", url);
        Environment environment =
                new Environment(
                        "./gatehouse",
                        variables,
                        streams,
                        Clock.fixed(NOW, ZoneId.of("Europe/Berlin")),
                        new SecureRandom(),
                        rests::add);
        return Shop.commands(environment).execute(arguments);
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

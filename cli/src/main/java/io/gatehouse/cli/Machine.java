// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.command.Environment;
import io.gatehouse.cli.command.Streams;
import io.gatehouse.cli.screen.OpenedOnce;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Creates the {@link Environment} of the real process. */
final class Machine {

    private Machine() {}

    static Environment environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        root().ifPresent(root ->
                environment.putIfAbsent("GATEHOUSE_HOME", root.resolve(".local").toString()));
        return new Environment(
                System.getProperty("gatehouse.program", "./gatehouse"),
                environment,
                streams(),
                Clock.system(ZoneId.systemDefault()),
                new SecureRandom(),
                Thread::sleep);
    }

    private static Streams streams() {
        Charset typed = Charset.forName(System.getProperty("stdin.encoding", "UTF-8"));
        return new Streams(
                new BufferedReader(new InputStreamReader(System.in, typed)),
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .map(_ -> new OpenedOnce()));
    }

    /** The root of the work tree, if the program runs from {@code cli/target/cli.jar}. */
    private static Optional<Path> root() {
        try {
            Path code =
                    Path.of(Shop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return code.endsWith("cli/target/cli.jar")
                    ? Optional.of(code.getParent().getParent().getParent())
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

final class HelpTest {
    private static final CommandLine LAUNCHER = Local.commandLine();

    /** The script prints the file, so that help needs nothing that has to be built first. */
    @ParameterizedTest
    @MethodSource("verbs")
    void helpWhenPrintedByTheScriptThenIsTheLaunchersOwn(String verb) {
        CommandLine command = LAUNCHER.getSubcommands().get(verb);

        assertThat(Path.of("help", verb + ".txt")).hasContent(command.getUsageMessage(Ansi.OFF));
    }

    static Stream<String> verbs() {
        return LAUNCHER.getSubcommands().keySet().stream();
    }
}

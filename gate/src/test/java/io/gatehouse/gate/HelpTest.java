// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class HelpTest {
    /** The script prints the file, so that help needs nothing that has to be built first. */
    @ParameterizedTest
    @ValueSource(strings = {"gate", "service", "service add", "service remove", "service list"})
    void helpWhenPrintedByTheScriptThenIsTheProgramsOwn(String verb) {
        CommandLine command = GateProgram.commandLine(Path.of(""));
        for (String word : verb.split(" ", -1)) {
            command = command.getSubcommands().get(word);
        }

        assertThat(Path.of("help", verb.replace(' ', '-') + ".txt"))
                .hasContent(command.getUsageMessage(Ansi.OFF));
    }
}

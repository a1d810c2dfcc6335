// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

final class HelpTest {
    /** The script prints the file, so that help needs nothing that has to be built first. */
    @Test
    void helpWhenPrintedByTheScriptThenIsTheBenchsOwn() {
        CommandLine bench = Bench.commandLine();

        assertThat(Path.of("help.txt")).hasContent(bench.getUsageMessage(Ansi.OFF));
    }
}

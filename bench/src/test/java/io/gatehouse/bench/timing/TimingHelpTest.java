// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TimingHelpTest {
    /** The script prints the file, so that help needs nothing that has to be built first. */
    @Test
    void helpWhenPrintedByTheScriptThenIsTheCommandsOwn() {
        assertThat(Path.of("help-timing.txt"))
                .hasContent(Timing.commandLine().getUsageMessage(Ansi.OFF));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

final class GrowthHelpTest {
    /** The script prints the file, so that help needs nothing that has to be built first. */
    @Test
    void helpWhenPrintedByTheScriptThenIsTheCommandsOwn() {
        assertThat(Path.of("help-accounts.txt"))
                .hasContent(Growth.commandLine().getUsageMessage(Ansi.OFF));
    }
}

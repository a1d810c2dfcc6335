// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

final class PeersHelpTest {
    /** The script prints the file, so that help needs nothing that has to be built first. */
    @Test
    void helpWhenPrintedByTheScriptThenIsTheCommandsOwn() {
        assertThat(Path.of("help-peers.txt"))
                .hasContent(Peers.commandLine().getUsageMessage(Ansi.OFF));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
    @TempDir private Path proc;

    @Test
    void cpuMillisWhenTheCommandHasBracketsThenReadsBehindTheLast() throws IOException {
        Path directory = Files.createDirectory(proc.resolve("7"));
        Files.writeString(
                directory.resolve("stat"),
                "7 (a) b) c) S 1 7 7 0 -1 4194560 1 0 0 0 120 30 7 3 20 0\n");

        assertThat(new ProcessFigures(proc).cpuMillis(7)).isEqualTo(1600);
    }

    @Test
    void rssKibWhenTheProcessLivesThenIsItsResidentMemory() throws IOException {
        Path directory = Files.createDirectory(proc.resolve("7"));
        Files.writeString(
                directory.resolve("status"), "Name:\tx\nVmRSS:\t  2048 kB\nThreads:\t1\n");

        assertThat(new ProcessFigures(proc).rssKib(7)).isEqualTo(2048);
    }

    @Test
    void figuresWhenTheProcessIsGoneThenAreNothing() {
        assertThat(new ProcessFigures(proc).cpuMillis(8)).isZero();
        assertThat(new ProcessFigures(proc).rssKib(8)).isZero();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {
    @TempDir private Path folder;

    @Test
    void detachedWhenSetsidIsThereThenUsesIt() throws IOException {
        program("python3");
        String setsid = program("setsid");

        assertThat(programs().detached(List.of("a", "b"))).containsExactly(setsid, "a", "b");
    }

    @Test
    void detachedWhenOnlyPythonIsThereThenUsesThat() throws IOException {
        String python = program("python3");

        assertThat(programs().detached(List.of("a", "b")))
                .startsWith(python, "-c")
                .endsWith("a", "b")
                .hasSize(5);
    }

    @Test
    void detachedWhenThereIsNeitherThenLeavesItAlone() {
        assertThat(programs().detached(List.of("a", "b"))).containsExactly("a", "b");
    }

    private Programs programs() {
        return new Programs("/nowhere::" + folder);
    }

    private String program(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }
}

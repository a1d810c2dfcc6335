// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.home.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArgFileIT {
    @TempDir private Path folder;

    @Test
    void ofWhenJavaReadsItThenValuesArriveUnchanged() throws IOException {
        String value = "a \"b\" 'c' \\d\\ #e $f";
        Path file = folder.resolve("with space.args");
        Files.writeString(
                file,
                ArgFile.of(List.of("-Dprobe=" + value, "-XshowSettings:properties", "-version")));

        String output = Command.run("java", List.of(ServiceProgram.java(), "@" + file));

        assertThat(output).contains("probe = " + value);
    }
}

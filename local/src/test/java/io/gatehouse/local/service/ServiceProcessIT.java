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

final class ServiceProcessIT {
    @TempDir private Path folder;

    @Test
    void quotedWhenJavaReadsItThenValuesArriveUnchanged() throws IOException {
        String value = "a \"b\" 'c' \\d\\ #e $f";
        Path file = folder.resolve("with space.args");
        Files.writeString(
                file,
                ServiceProcess.quoted(
                        List.of("-Dprobe=" + value, "-XshowSettings:properties", "-version")));

        String output = Command.run("java", List.of(ServiceProcess.java(), "@" + file));

        assertThat(output).contains("probe = " + value);
    }
}

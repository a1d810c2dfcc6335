// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramCopyTest {
    @TempDir private Path folder;
    private Path jar;
    private Path library;
    private Path copies;

    @BeforeEach
    void built() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        jar = Files.writeString(target.resolve("idp.jar"), "jar");
        library = Files.createDirectory(target.resolve("libs")).resolve("a-1.jar");
        Files.writeString(library, "library");
        copies = folder.resolve("app");
    }

    @Test
    void ofWhenNothingIsThereThenCopiesJarAndLibraries() throws IOException {
        Path copy = ProgramCopy.of(jar, copies);

        assertThat(copy).isEqualTo(copies.resolve("idp.jar")).hasContent("jar");
        assertThat(copies.resolve("libs/a-1.jar")).hasContent("library");
    }

    @Test
    void ofWhenBuiltAgainToTheSameContentThenKeepsTheCopy() throws IOException {
        Path copy = ProgramCopy.of(jar, copies);
        FileTime before = Files.getLastModifiedTime(copy);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.ofEpochSecond(1)));

        ProgramCopy.of(jar, copies);

        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(before);
    }

    @Test
    void ofWhenJarChangedThenCopiesItAgain() throws IOException {
        ProgramCopy.of(jar, copies);
        Files.writeString(jar, "another");

        assertThat(ProgramCopy.of(jar, copies)).hasContent("another");
    }

    @Test
    void ofWhenALibraryIsReplacedThenTheOldOneGoes() throws IOException {
        ProgramCopy.of(jar, copies);
        Files.move(library, library.resolveSibling("a-2.jar"));

        ProgramCopy.of(jar, copies);

        assertThat(copies.resolve("libs"))
                .isDirectoryContaining("glob:**/a-2.jar")
                .isDirectoryNotContaining("glob:**/a-1.jar");
    }

    @Test
    void renewWhenServiceRanWithACacheThenStartsAgainWithoutItAndWithTheQuickCompiler()
            throws IOException {
        Home home = new Home(folder.resolve("home"));
        Files.createDirectories(home.run());
        Files.writeString(home.vm("idp"), "\"-XX:AOTCache=/a\"\n\"-Xmx64m\"\n");

        ProgramCopy.renew(jar, home, "idp");
        ProgramCopy.renew(jar, home, "idp");

        assertThat(home.vm("idp")).hasContent("\"-XX:TieredStopAtLevel=1\"\n\"-Xmx64m\"\n");
        assertThat(home.app("idp").resolve("idp.jar")).hasContent("jar");
    }
}

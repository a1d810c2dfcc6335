// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AotCacheTest {
    @TempDir private Path folder;
    private Path library;
    private AotCache cache;

    @BeforeEach
    void made() throws IOException {
        Path jar = Files.writeString(folder.resolve("idp.jar"), "jar");
        library = Files.createDirectory(folder.resolve("libs")).resolve("a.jar");
        Files.writeString(library, "library");
        cache = new AotCache(folder, "idp", jar);
        cache.accept(Files.writeString(folder.resolve("idp.aot.new"), "cache"), cache.madeOf());
    }

    @Test
    void isValidWhenNothingChangedThenTrue() throws IOException {
        assertThat(cache.isValid()).isTrue();
    }

    @Test
    void isValidWhenOneJarWasOnlyTouchedThenFalseAndTheCacheIsGone() throws IOException {
        Files.setLastModifiedTime(library, FileTime.from(Instant.ofEpochSecond(1)));

        assertThat(cache.isValid()).isFalse();
        assertThat(cache.file()).doesNotExist();
    }

    @Test
    void isValidWhenAJarOfTheSameSizeAndTimeTookThePlaceOfAnotherThenFalse() throws IOException {
        Path other = Files.writeString(folder.resolve("other.jar"), "LIBRARY");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(library));
        Files.move(other, library, StandardCopyOption.REPLACE_EXISTING);

        assertThat(cache.isValid()).isFalse();
        assertThat(cache.file()).doesNotExist();
    }

    @Test
    void isValidWhenALibraryIsMissingThenFalse() throws IOException {
        Files.delete(library);

        assertThat(cache.isValid()).isFalse();
    }

    @Test
    void isValidWhenALibraryWasAddedThenFalse() throws IOException {
        Files.writeString(library.resolveSibling("b.jar"), "another");

        assertThat(cache.isValid()).isFalse();
    }

    @Test
    void isValidWhenCacheWasNeverFinishedThenFalse() throws IOException {
        Files.delete(folder.resolve("idp.aot.made-of"));

        assertThat(cache.isValid()).isFalse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheTest {
    @TempDir private Path folder;

    @Test
    void entryWhenThereThenIsNotFilledAgain() throws IOException {
        Cache cache = new Cache(folder.resolve("cache"));
        cache.entry("a", fresh -> Files.writeString(fresh.resolve("file"), "one"));

        Path entry = cache.entry("a", fresh -> Files.writeString(fresh.resolve("file"), "two"));

        assertThat(entry.resolve("file")).hasContent("one");
    }

    @Test
    void entryWhenFillingFailsThenLeavesNothing() {
        Cache cache = new Cache(folder.resolve("cache"));

        assertThatThrownBy(() ->
                        cache.entry(
                                "a",
                                fresh -> {
                                    Files.writeString(fresh.resolve("file"), "half");
                                    throw new IOException("no network");
                                }))
                .hasMessage("no network");
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }

    @Test
    void ofWhenXdgIsSetThenFollowsIt() {
        assertThat(Cache.of(Map.of("XDG_CACHE_HOME", "/x")).root())
                .isEqualTo(Path.of("/x/gatehouse"));
        assertThat(Cache.of(Map.of()).root())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "gatehouse"));
    }
}

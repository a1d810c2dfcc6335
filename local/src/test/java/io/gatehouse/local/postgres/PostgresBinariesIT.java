// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first start on a machine does, which has nothing in its cache. */
final class PostgresBinariesIT {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "initdb", "pg_ctl"})
    void ofWhenTheCacheIsEmptyThenUnpacksProgramsThatRun(String program) throws Exception {
        PostgresBinaries binaries = PostgresBinaries.of(new Cache(folder));

        assertThat(Command.run(program, binaries.command(program, List.of("--version"))))
                .startsWith(program + " (PostgreSQL) ");
    }

    @Test
    void ofWhenUnpackedBeforeThenTakesThat() throws Exception {
        Path first = PostgresBinaries.of(new Cache(folder)).folder();
        Files.createFile(first.resolve("seen"));

        assertThat(PostgresBinaries.of(new Cache(folder)).folder()).isEqualTo(first);
        assertThat(first.resolve("seen")).exists();
    }
}

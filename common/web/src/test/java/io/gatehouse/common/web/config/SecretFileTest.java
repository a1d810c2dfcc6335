// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    private SecretFile secret;
    private Path path;

    @BeforeEach
    void file(@TempDir Path folder) {
        path = folder.resolve("secret");
        secret = new SecretFile("some.secret-file", path);
    }

    @Test
    void textWhenTheFileEndsWithALineFeedThenWithoutIt() throws IOException {
        Files.writeString(path, "two words\n");

        assertThat(secret.text()).isEqualTo("two words");
    }

    @Test
    void textWhenTheFileWasRenewedThenTheNewOne() throws IOException {
        Files.writeString(path, "old");
        secret.text();
        Files.writeString(path, "new");

        assertThat(secret.text()).isEqualTo("new");
    }

    @Test
    void linesWhenTheFileHasSeveralThenAllInTheirOrder() throws IOException {
        Files.writeString(path, "# first signs\none\n\ntwo\r\n");

        assertThat(secret.lines()).containsExactly("# first signs", "one", "", "two");
    }

    @Test
    void textWhenTheFileIsMissingThenSaysWhichKeyNamesIt() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(secret::text)
                .withMessage("some.secret-file cannot be read: " + path);
    }
}

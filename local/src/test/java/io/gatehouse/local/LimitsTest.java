// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.local.home.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LimitsTest {
    private static final Path USUAL = Path.of("..").resolve("local/limits.properties");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local/limits.properties",
                "local/limits-seed.properties",
                "bench/limits.properties"
            })
    void readWhenOursThenHasEveryName(String file) {
        Limits limits = Limits.read(Path.of("..").resolve(file), USUAL);

        assertThat(limits.values()).containsKey("limit.in-flight");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    limit.in-flight=40       | limit.in-flight=0         | limit.in-flight is "0"
                    limit.in-flight=40       | limit.in-flight=-1        | limit.in-flight is "-1"
                    limit.in-flight=40       | limit.in-flight=4e1       | must be a number above 0
                    limit.in-flight=40       | limit.in-flight=          | limit.in-flight is ""
                    limit.in-flight=40       | limit.in-flight=99999999999 | must be a number above 0
                    limit.in-flight=40       | limit.inflight=40         | lacks limit.in-flight
                    limit.in-flight=40       | limit.in-flight=40\\nlimit.more=1 | limit.more, which is no limit
                    limit.in-flight=40       | limit.in-flight=\\u00g0   | cannot be read
                    limit.in-flight=40       | {limit                    | lacks limit.in-flight
                    limit.signin.interval=60s | limit.signin.interval=60  | must be whole seconds, such as 60s
                    limit.signin.interval=60s | limit.signin.interval=0s  | must be whole seconds, such as 60s
                    limit.signin.interval=60s | limit.signin.interval=1.5s | must be whole seconds, such as 60s
                    """)
    void readWhenALineIsWrongThenSaysWhich(String line, String wrong, String reason)
            throws IOException {
        String text = Files.readString(USUAL);
        assertThat(text).contains(line + '\n');
        Path file = folder.resolve("limits");
        Files.writeString(file, text.replace(line + '\n', wrong.replace("\\n", "\n") + '\n'));

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Limits.read(file, USUAL))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(reason);
    }

    @Test
    void readWhenThereIsNoFileThenSaysSo() {
        Path missing = folder.resolve("missing");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Limits.read(missing, USUAL))
                .withMessage("There is no file of limits " + missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero", "/"})
    void readWhenItIsNoRegularFileThenSaysThat(Path wrong) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Limits.read(wrong, USUAL))
                .withMessage(wrong + " is no regular file, which the limits are read from");
    }
}

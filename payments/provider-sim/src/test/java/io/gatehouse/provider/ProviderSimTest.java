// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ProviderSimTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("key"), "planted-secret\n");
        Files.writeString(directory.resolve("blank"), " \n");
    }

    @Test
    void executeWhenHelpIsAskedForThenNamesEveryOption() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--host",
                        "--port",
                        "--data",
                        "--key-file",
                        "--webhook-url",
                        "--webhook-secret-file",
                        "--ca",
                        "--processing-millis");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data=DIR | --key-file",
                "--key-file=DIR/key | --data",
                "--data=DIR --key-file=DIR/key --port=x | --port",
                "--data=DIR --key-file=DIR/key --webhook-url=http://localhost | --webhook-secret-file",
                "--data=DIR --key-file=DIR/key --webhook-secret-file=DIR/key | --webhook-url",
                "--data=DIR --key-file=DIR/key --unknown | --unknown",
            })
    void executeWhenOptionsAreWrongThenNamesTheOption(String options, String named) {
        assertThat(execute(options)).isEqualTo(2);
        assertThat(err.toString()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--key-file=DIR/none | DIR/none",
                "--key-file=DIR/blank | the API key is empty",
                "--key-file=DIR/key --port=65536 | the port must be from 0 to 65535",
                "--key-file=DIR/key --port=-1 | the port must be from 0 to 65535",
                "--key-file=DIR/key --processing-millis=-1 | the time of processing",
                "--key-file=DIR/key --webhook-url=http://a --webhook-secret-file=DIR/blank | the webhook secret is empty",
                "--key-file=DIR/key --webhook-url=ftp://a --webhook-secret-file=DIR/key | the webhook URL",
                "--key-file=DIR/key --webhook-url=/a --webhook-secret-file=DIR/key | the webhook URL",
                "--key-file=DIR/key --webhook-url=http://a --webhook-secret-file=DIR/key --ca=DIR/none | DIR/none",
                "--key-file=DIR/key --webhook-url=http://a --webhook-secret-file=DIR/key --ca=DIR/key | no certificate",
            })
    void executeWhenItCannotStartThenSaysWhyWithoutSecrets(String options, String reason) {
        assertThat(execute("--data=DIR/data " + options)).isEqualTo(1);
        assertThat(err.toString())
                .contains(reason.replace("DIR", directory.toString()))
                .doesNotContain("planted-secret", "\tat ");
    }

    @Test
    void executeWhenThePortIsTakenThenSaysSo() {
        ProviderConfig config = ProviderConfig.of(directory.resolve("other"), "key");
        try (ProviderServer first = ProviderServer.start(config)) {
            String options = "--data=DIR/data --key-file=DIR/key --host=127.0.0.1 --port=";

            assertThat(execute(options + first.port())).isEqualTo(1);
            assertThat(err.toString()).contains("cannot listen at 127.0.0.1:" + first.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "key/below"})
    void executeWhenTheDirectoryCannotBeUsedThenSaysSo(String name) throws IOException {
        Files.writeString(directory.resolve("data"), "a file");

        assertThat(execute("--data=DIR/" + name + " --key-file=DIR/key")).isEqualTo(1);
        assertThat(err.toString()).contains(directory.toString());
    }

    private int execute(String options) {
        return new CommandLine(new ProviderSim())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(options.replace("DIR", directory.toString()).split(" "));
    }
}

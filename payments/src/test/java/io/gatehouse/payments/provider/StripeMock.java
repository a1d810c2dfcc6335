// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stripe's own mock server: it takes what Stripe's OpenAPI takes and answers with Stripe's
 * examples. It is built with Go, once, into {@code target}.
 */
final class StripeMock implements AutoCloseable {
    private static final String VERSION = "v0.203.0";
    private static final Pattern LISTENING =
            Pattern.compile("Listening for HTTP at address: (127\\.0\\.0\\.1:\\d+)\n");

    /** It reads some 20 MB of OpenAPI first. */
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final Process process;
    private final URI url;

    private StripeMock(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static StripeMock start() throws IOException, InterruptedException {
        Path folder = Path.of("target", "stripe-mock-" + VERSION).toAbsolutePath();
        Path program = folder.resolve("stripe-mock");
        if (!Files.isExecutable(program)) {
            build(folder);
        }
        Path log = Files.createTempFile(folder, "log", ".txt");
        Process process =
                new ProcessBuilder(program.toString(), "-http-addr", "127.0.0.1:0")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        await("stripe-mock listens")
                .atMost(LONGEST_START)
                .failFast("stripe-mock runs", () -> assertThat(process.isAlive()).isTrue())
                .until(() -> LISTENING.matcher(Files.readString(log)).find());
        Matcher said = LISTENING.matcher(Files.readString(log));
        assertThat(said.find()).isTrue();
        return new StripeMock(process, URI.create("http://" + said.group(1)));
    }

    private static void build(Path folder) throws InterruptedException {
        ProcessBuilder go =
                new ProcessBuilder("go", "install", "github.com/stripe/stripe-mock@" + VERSION);
        go.environment().put("GOBIN", folder.toString());
        go.environment().put("CGO_ENABLED", "0");
        Called built;
        try {
            built = Called.run(go);
        } catch (IOException missing) {
            throw new AssertionError(
                    "go is not on the PATH. Requests to Stripe are tested against Stripe's own mock server,"
                            + " which is built with Go: get 1.22 or newer at https://go.dev",
                    missing);
        }
        assertThat(built.exit()).as(() -> "go cannot build stripe-mock: " + built.err()).isZero();
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }
}

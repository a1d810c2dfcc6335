// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Called;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The program of a client while it signs somebody in. */
final class RunningClient implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RealClient client;
    private final Process process;
    private final Path out;
    private final Path err;
    private int read;

    private RunningClient(RealClient client, Process process, Path out, Path err) {
        this.client = client;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** One that sends somebody's browser to the gate. */
    static RunningClient start(RealClient client, RegisteredClient registered, Target target) {
        return start(client, registered, "authorization_code", target);
    }

    /** One on a device without a browser. */
    static RunningClient onDevice(RealClient client, RegisteredClient registered, Target target) {
        return start(client, registered, "device_code", target);
    }

    private static RunningClient start(
            RealClient client, RegisteredClient registered, String grant, Target target) {
        ProcessBuilder program = client.program(target.ca());
        Map<String, String> environment = program.environment();
        environment.put("OIDC_ISSUER", target.origin());
        environment.put("OIDC_CLIENT_ID", registered.id());
        environment.remove("OIDC_CLIENT_SECRET");
        registered.secret().ifPresent(secret -> environment.put("OIDC_CLIENT_SECRET", secret));
        environment.put("OIDC_GRANT", grant);
        environment.remove("OIDC_CLIENT_KEY");
        registered.key().ifPresent(key -> environment.put("OIDC_CLIENT_KEY", key.toString()));
        environment.put("OIDC_REDIRECT_URI", registered.redirectUri().toString());
        environment.put("OIDC_SIGNED_OUT_URI", registered.signedOutUri().toString());
        environment.put("PROTECTED_URL", target.origin() + "/accounts/me");
        Path out = file(".out");
        Path err = file(".err");
        program.redirectOutput(out.toFile()).redirectError(err.toFile());
        try {
            return new RunningClient(client, program.start(), out, err);
        } catch (IOException missing) {
            throw new AssertionError(client.missing(program), missing);
        }
    }

    private static Path file(String suffix) {
        try {
            return Files.createTempFile("client", suffix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that it prints. */
    String next(String what) {
        await(what + " of " + client)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || lines().size() > read);
        List<String> lines = lines();
        assertThat(lines)
                .as(() -> client + " has ended without " + what + ":\n" + errors())
                .hasSizeGreaterThan(read);
        return lines.get(read++);
    }

    /** Hands it the address to which the browser was sent. */
    void answer(URI callback) {
        try {
            BufferedWriter input = process.outputWriter();
            input.write(callback + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(client + " takes no callback:\n" + errors(), e);
        }
    }

    /** Waits for its end. */
    Called end() {
        await("the end of " + client)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive());
        return new Called(process.exitValue(), text(out), errors());
    }

    /** What it has printed in whole lines. */
    private List<String> lines() {
        String text = text(out);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private String errors() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.delete(out);
            Files.delete(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The program of a client while it signs somebody in. */
final class RunningClient implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RealClient client;
    private final RunningProgram program;
    private int read;

    private RunningClient(RealClient client, RunningProgram program) {
        this.client = client;
        this.program = program;
    }

    /** One that sends somebody's browser to the gate. */
    static RunningClient start(RealClient client, RegisteredClient registered, Target target) {
        return start(client, registered, Map.of("OIDC_GRANT", "authorization_code"), target);
    }

    /** The same with other settings. */
    static RunningClient start(
            RealClient client,
            RegisteredClient registered,
            Map<String, String> settings,
            Target target) {
        return new RunningClient(client, client.start(registered, settings, target));
    }

    /** One on a device without a browser. */
    static RunningClient onDevice(RealClient client, RegisteredClient registered, Target target) {
        return start(client, registered, Map.of("OIDC_GRANT", "device_code"), target);
    }

    /** The next line that it prints. */
    String next(String what) {
        await(what + " of " + client)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !program.isAlive() || lines().size() > read);
        List<String> lines = lines();
        assertThat(lines)
                .as(() -> client + " has ended without " + what + ":\n" + program.err())
                .hasSizeGreaterThan(read);
        return lines.get(read++);
    }

    /** Hands it the address to which the browser was sent. */
    void answer(URI callback) {
        try {
            BufferedWriter input = program.input();
            input.write(callback + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(client + " takes no callback:\n" + program.err(), e);
        }
    }

    /** Waits for its end. */
    Called end() {
        await("the end of " + client)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !program.isAlive());
        return program.ended();
    }

    /** What it has printed in whole lines. */
    private List<String> lines() {
        String text = program.out();
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    @Override
    public void close() {
        program.close();
    }
}

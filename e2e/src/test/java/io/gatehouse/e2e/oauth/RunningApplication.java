// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** A web application that waits for browsers, at a free port of loopback. */
final class RunningApplication implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RunningProgram program;
    private final URI origin;

    private RunningApplication(RunningProgram program, URI origin) {
        this.program = program;
        this.origin = origin;
    }

    static RunningApplication start(
            RealApplication application, RegisteredClient registered, Target target) {
        return start(application, registered, target, freePort());
    }

    /** At this port, for a client that is known there. */
    static RunningApplication start(
            RealApplication application, RegisteredClient registered, Target target, int port) {
        RunningProgram program = application.start(registered.at(port), target);
        RunningApplication running =
                new RunningApplication(program, URI.create("http://127.0.0.1:" + port));
        await("that " + application + " listens")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !program.isAlive() || listens(port));
        assertThat(program.isAlive())
                .as(() -> application + " has ended:\n" + running.said())
                .isTrue();
        return running;
    }

    static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    String origin() {
        return origin.toString();
    }

    URI at(String path) {
        return origin.resolve(path);
    }

    /** Its log. */
    String said() {
        return program.out() + program.err();
    }

    @Override
    public void close() {
        program.close();
    }
}

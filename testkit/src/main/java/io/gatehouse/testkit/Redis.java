// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis for tests, in memory only, that can be killed, frozen and brought back on the same
 * port. Its program is in a jar; where that does not run, the message shows what it said.
 */
public final class Redis implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private static final List<String> IN_MEMORY =
            List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no");

    private final Path program;
    private final Path log;
    private final int port;
    private final List<String> options;
    private Process server;

    private Redis(Path program, Path log, int port, List<String> options) {
        this.program = program;
        this.log = log;
        this.port = port;
        this.options = options;
    }

    /**
     * A server that runs.
     *
     * @param options of redis-server, more than it needs to run in memory
     */
    public static Redis started(String... options) {
        Redis redis = stopped(options);
        redis.start();
        return redis;
    }

    /** A server that runs and speaks TLS alone; it asks its clients for no certificate. */
    public static Redis startedWithTls(Certificates.Workload files) {
        Redis plain = stopped();
        List<String> options =
                List.of(
                        "--port", "0",
                        "--tls-port", Integer.toString(plain.port),
                        "--tls-cert-file", files.certificate().toString(),
                        "--tls-key-file", files.key().toString(),
                        "--tls-ca-cert-file", files.trust().toString(),
                        "--tls-auth-clients", "no");
        Redis redis = new Redis(plain.program, plain.log, plain.port, options);
        redis.start();
        return redis;
    }

    /** A server that does not run yet. */
    public static Redis stopped(String... options) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path program = ExecutableProvider.newJarResourceProvider().get().toPath();
            Path log = Files.createTempFile("gatehouse-redis", ".log");
            log.toFile().deleteOnExit();
            return new Redis(program, log, free.getLocalPort(), List.of(options));
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "no Redis for this machine is in com.github.codemonstur:embedded-redis",
                    missing);
        }
    }

    /** Brings the server back, empty; does nothing while it runs. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        List<String> command = new ArrayList<>();
        command.addAll(List.of(program.toString(), "--port", Integer.toString(port)));
        command.addAll(IN_MEMORY);
        command.addAll(options);
        try {
            server =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
            Awaitility.await().atMost(LONGEST_START).until(this::isOpenOrDead);
        } catch (IOException | ConditionTimeoutException failed) {
            throw new IllegalStateException("Redis does not start: " + said(), failed);
        }
        if (!server.isAlive()) {
            throw new IllegalStateException("Redis does not start: " + said());
        }
    }

    private boolean isOpenOrDead() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException closed) {
            return !server.isAlive();
        }
    }

    private String said() {
        try {
            return program + "\n" + Files.readString(log);
        } catch (IOException unreadable) {
            return program + ", and " + unreadable;
        }
    }

    /** Kills the server; all that it held is lost. */
    public synchronized void kill() {
        if (server == null) {
            return;
        }
        server.destroyForcibly();
        try {
            server.waitFor();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        server = null;
    }

    /** Lets the server answer no more, with its connections open. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen server go on where it was, with what was sent to it meanwhile. */
    public void thaw() {
        signal("CONT");
    }

    private synchronized void signal(String name) {
        ProcessBuilder kill = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()));
        try {
            Called called = Called.run(kill);
            if (called.exit() != 0) {
                throw new IllegalStateException(called.err());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        kill();
    }
}

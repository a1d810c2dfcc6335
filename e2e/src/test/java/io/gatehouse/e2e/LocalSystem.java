// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The system on this machine, as its launcher describes it in {@code run/system.json}. */
public final class LocalSystem {
    /** The launcher that was built with these tests. */
    static final Path JAR = Path.of("../local/target/local.jar").toAbsolutePath().normalize();

    private static final Duration LONGEST_START = Duration.ofMinutes(15);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final Path home;
    private final Optional<Process> launcher;

    private LocalSystem(Path home, Optional<Process> launcher) {
        this.home = home;
        this.launcher = launcher;
    }

    /** A system that somebody else has started and will stop. */
    static LocalSystem running(Path home) {
        return new LocalSystem(home, Optional.empty());
    }

    /**
     * Starts a new system on free ports; one that an interrupted run has left behind is stopped
     * first.
     *
     * @param more options of the start
     */
    static LocalSystem start(Path jar, Path home, String... more) {
        if (Files.exists(home.resolve("run/system.json"))) {
            finish(launch(jar, home, "down"));
        }
        delete(home);
        List<String> options =
                new ArrayList<>(List.of("--port", "0", "--http-port", "0", "--faults"));
        options.addAll(List.of(more));
        Process up = launch(jar, home, "up", options.toArray(String[]::new));
        LocalSystem system = new LocalSystem(home, Optional.of(up));
        try {
            await("the start of the system")
                    .atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(250))
                    .failFast("the launcher has ended", () -> !up.isAlive() && up.exitValue() != 0)
                    .until(() -> Files.exists(home.resolve("run/system.json")));
        } catch (RuntimeException e) {
            up.destroy();
            throw new IllegalStateException("no system:\n" + system.output(), e);
        }
        return system;
    }

    URI url() {
        return URI.create(description().path("url").asText());
    }

    URI plainUrl() {
        return URI.create(description().path("http").asText());
    }

    Path ca() {
        return Path.of(description().path("ca").asText());
    }

    Path accounts() {
        return home.resolve("secrets/accounts.json");
    }

    public Path certificates() {
        return home.resolve("certs");
    }

    /** A secret that the launcher has made, such as {@code database-admin.password}. */
    public String secret(String file) {
        try {
            return Files.readString(home.resolve("secrets").resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The clients that idp learns of when it starts. */
    public Path clients() {
        return home.resolve("secrets/clients.json");
    }

    public Path logs() {
        return home.resolve("log");
    }

    long pid(String process) {
        return number(process, "pid");
    }

    public int port(String process) {
        return number(process, "port");
    }

    /** A figure of a process, such as {@code grpcPort}; read anew, because a restart changes it. */
    public int number(String process, String name) {
        JsonNode value = description().path("processes").path(process).path(name);
        assertThat(value.isInt()).as("%s of %s in run/system.json", name, process).isTrue();
        return value.asInt();
    }

    /** The end that gives a process, and what it has started itself, no chance to tidy up. */
    public void kill(String process) {
        long pid = pid(process);
        List<ProcessHandle> all = new ArrayList<>();
        ProcessHandle.of(pid).ifPresent(all::add);
        all.addAll(all.stream().flatMap(ProcessHandle::descendants).toList());
        assertThat(all).as("%s, process %d", process, pid).isNotEmpty();
        all.forEach(ProcessHandle::destroyForcibly);
        await("the end of " + process)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> all.stream().noneMatch(LocalSystem::runs));
    }

    /** Keeps the launcher from replacing what dies, so that a test has the time it needs. */
    Hold hold() {
        long pid = pid("launcher");
        signal("STOP", pid);
        return () -> signal("CONT", pid);
    }

    /** Ends when closed. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    private static void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start();
            assertThat(kill.waitFor()).as("kill -%s %d", name, pid).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A process whose parent has not yet asked for its end is over all the same. */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops the system if we have started it and makes sure that no process of it is left. */
    void stop() {
        if (launcher.filter(Process::isAlive).isEmpty()) {
            return;
        }
        List<ProcessHandle> processes = processes();
        // A test that failed in between may have left it held.
        signal("CONT", launcher.get().pid());
        launcher.get().destroy();
        await("the end of every process")
                .atMost(LONGEST_STOP)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** What the launcher has printed. */
    String output() {
        try {
            return Files.readString(outputOf(home));
        } catch (IOException e) {
            return "(no output: " + e.getMessage() + ")";
        }
    }

    private List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(launcher.get().descendants().toList());
        all.add(launcher.get().toHandle());
        for (JsonNode process : description().path("processes")) {
            ProcessHandle.of(process.path("pid").asLong()).ifPresent(all::add);
        }
        return all;
    }

    private JsonNode description() {
        return Json.read(home.resolve("run/system.json"));
    }

    /** Calls the launcher beside the running one, as a person would at another terminal. */
    public Called call(String verb, String... options) {
        Path output = home.resolveSibling(home.getFileName() + "." + verb);
        Process process = launch(JAR, home, output, verb, options);
        await(verb).atMost(LONGEST_START).until(() -> !process.isAlive());
        try {
            return new Called(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a call ended and what it said. */
    public record Called(int exit, String output) {}

    private static Process launch(Path jar, Path home, String verb, String... options) {
        return launch(jar, home, outputOf(home), verb, options);
    }

    private static Process launch(
            Path jar, Path home, Path output, String verb, String... options) {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command =
                new ArrayList<>(
                        List.of(java, "-Xmx96m", "-XX:+UseSerialGC", "-jar", jar.toString(), verb));
        command.addAll(List.of("--home", home.toString()));
        command.addAll(List.of(options));
        try {
            Files.createDirectories(home.getParent());
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + jar, e);
        }
    }

    private static void finish(Process process) {
        await("the end of an earlier system").atMost(LONGEST_STOP).until(() -> !process.isAlive());
    }

    private static Path outputOf(Path home) {
        return home.resolveSibling(home.getFileName() + ".out");
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}

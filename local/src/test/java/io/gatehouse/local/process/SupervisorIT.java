// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.home.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisorIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Timing QUICK =
            new Timing(
                    Duration.ofMillis(50),
                    3,
                    LONG,
                    Duration.ofSeconds(2),
                    Duration.ofMillis(10),
                    Duration.ofMillis(100),
                    LONG);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isReady = new AtomicBoolean(true);
    private final AtomicInteger changes = new AtomicInteger();
    private final Supervisor supervisor =
            new Supervisor(QUICK, reports::add, changes::incrementAndGet);

    @TempDir private Path folder;
    private ProcessRecords records;
    private ManagedProcess process;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        address = URI.create("http://127.0.0.1:" + new Ports(new SecureRandom()).free());
        records = new ProcessRecords(folder);
        process = process("small", List.of(java(), "-cp", classPath(), server(), port()));
        process.start();
        await().atMost(LONG).until(process::isHealthy);
        supervisor.watch(process);
    }

    @AfterEach
    void end() {
        supervisor.close();
        process.stop(Duration.ofSeconds(5));
    }

    @Test
    void watchWhenProcessDiesThenItIsStartedAgain() {
        long first = process.pid();

        kill(first);

        await().atMost(LONG).until(() -> process.pid() != first && process.isHealthy());
        assertThat(process.restarts()).isEqualTo(1);
        assertThat(records.find("small").orElseThrow())
                .satisfies(record -> {
                    assertThat(record.pid()).isEqualTo(process.pid());
                    assertThat(record.restarts()).isEqualTo(1);
                });
        await().atMost(LONG).until(() -> changes.get() == 1);
        assertThat(reports).hasSize(2);
        assertThat(reports.getFirst()).isEqualTo("small ended (exit 137)");
        assertThat(reports.getLast()).startsWith("small started again (pid ");
    }

    @Test
    void watchWhenProcessDiesTwiceThenItIsStartedAgainTwice() {
        long first = process.pid();
        kill(first);
        await().atMost(LONG).until(() -> process.pid() != first && process.isHealthy());
        long second = process.pid();

        kill(second);

        await().atMost(LONG).until(() -> process.pid() != second && process.isHealthy());
        assertThat(process.restarts()).isEqualTo(2);
    }

    @Test
    void watchWhenProcessWasAskedToEndThenItIsStartedAgainAtOnce() {
        supervisor.close();
        long first = process.pid();
        await().atMost(LONG).until(() -> process.uptime().toSeconds() >= 1);
        try (Supervisor patient = patient()) {
            patient.watch(process);

            ProcessHandle.of(first).ifPresent(ProcessHandle::destroy);

            await().atMost(LONG).until(() -> process.pid() != first && process.isHealthy());
        }
    }

    @Test
    void watchWhenProcessEndsAsIfAskedAtItsStartThenItIsNotStartedInALoop() throws Exception {
        ManagedProcess brief = process("brief", List.of("sh", "-c", "exit 143"));
        brief.start();
        try (Supervisor patient = patient()) {
            patient.watch(brief);

            await().atMost(LONG).until(() -> reports.contains("brief ended (exit 143)"));
            await().during(Duration.ofMillis(300)).until(() -> brief.restarts() == 0);
        }
    }

    @Test
    void watchWhenThreeProbesFailThenProcessIsStartedAgain() throws Exception {
        long first = process.pid();

        http.send(
                HttpRequest.newBuilder(address.resolve("/break")).build(),
                BodyHandlers.discarding());

        await().atMost(LONG).until(() -> process.pid() != first && process.isHealthy());
        assertThat(reports.getFirst()).isEqualTo("small failed 3 probes: ending it");
    }

    /** Such as a service without its database: alive, and not to be started again. */
    @Test
    void watchWhenReadinessChangesThenItIsNotedAndNothingElseHappens() {
        await().atMost(LONG).until(() -> records.find("small").orElseThrow().isReady());

        isReady.set(false);

        await().atMost(LONG).until(() -> !records.find("small").orElseThrow().isReady());
        assertThat(records.find("small").orElseThrow())
                .returns(process.pid(), ProcessRecord::pid)
                .satisfies(record -> assertThat(record.since()).isAfter(record.started()));
        isReady.set(true);
        await().atMost(LONG).until(() -> records.find("small").orElseThrow().isReady());
        assertThat(process.restarts()).isZero();
    }

    @Test
    void closeWhenProcessDiesAfterwardsThenItStaysDown() {
        supervisor.close();

        process.stop(Duration.ofSeconds(5));

        assertThat(process.isAlive()).isFalse();
        assertThat(reports).isEmpty();
        assertThat(records.find("small")).isEmpty();
    }

    @Test
    void endWhenAnEarlierRunLeftAProcessThenItIsEnded() {
        supervisor.close();

        List<String> ended = records.endAll("postgres", Duration.ofSeconds(5));

        assertThat(ended).containsExactly("small");
        await().atMost(LONG).until(() -> !process.isAlive());
        assertThat(records.all()).isEmpty();
    }

    @Test
    void endWhenNumberBelongsToAnotherProcessByNowThenThatIsLeftAlone() {
        // Which writes the record anew whenever the process becomes ready, or late in an answer.
        supervisor.close();
        ProcessRecord real = records.find("small").orElseThrow();
        records.put(new ProcessRecord("small", real.pid(), real.started().minusSeconds(1), 0));

        List<String> ended = records.endAll("postgres", Duration.ofSeconds(5));

        assertThat(ended).isEmpty();
        await().atMost(LONG).until(process::isHealthy);
        assertThat(records.all()).isEmpty();
    }

    @Test
    void stopWhenProcessIgnoresTheRequestThenItIsKilledWithItsChildren() throws IOException {
        ManagedProcess stubborn =
                process("stubborn", List.of("sh", "-c", "trap '' TERM; sleep 300 & wait; wait"));
        stubborn.start();
        ProcessHandle parent = ProcessHandle.of(stubborn.pid()).orElseThrow();
        await().atMost(LONG).until(() -> parent.descendants().findAny().isPresent());
        ProcessHandle child = parent.descendants().findAny().orElseThrow();

        stubborn.stop(Duration.ofMillis(200));

        assertThat(stubborn.isAlive()).isFalse();
        await().atMost(LONG).until(() -> !Termination.runs(child));
    }

    @Test
    void startWhenEnvironmentHasSettingsThenTheyDoNotReachTheProcess() throws Exception {
        ManagedProcess shell = process("shell", List.of("sh", "-c", "env >&2"));

        shell.start();
        shell.awaitExit(LONG);

        assertThat(folder.resolve("shell.log"))
                .content()
                .contains("PATH=")
                .doesNotContain("JAVA_HOME", "MAVEN");
    }

    private ManagedProcess process(String name, List<String> command) {
        Probe probe = Probe.http(http, address.getPort(), "/live");
        return new ManagedProcess(
                new ProcessSpec(name, command, folder.resolve(name + ".log"), probe, Map.of())
                        .readyWhen(isReady::get),
                records,
                InstantSource.system());
    }

    /** Waits a day before it restarts what it does not restart at once. */
    private Supervisor patient() {
        Duration never = Duration.ofDays(1);
        return new Supervisor(
                new Timing(never, 3, never, never, never, never, never),
                reports::add,
                changes::incrementAndGet);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() {
        return Path.of("target", "test-classes").toAbsolutePath().toString();
    }

    private static String server() {
        return SmallServer.class.getName();
    }

    private String port() {
        return Integer.toString(address.getPort());
    }
}

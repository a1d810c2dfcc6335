// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that somebody stops has not failed. */
final class UpStopIT {
    private static final int TERMINATED = 143;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir(factory = WorkTree.Folder.class)
    private Path folder;

    private WorkTree tree;
    private Process up;
    private ProcessHandle step;

    /** A start that stays in its second step, in a program that the launcher has called. */
    @BeforeEach
    void start() throws IOException {
        tree = WorkTree.in(folder);
        for (String module :
                List.of(
                        "idp",
                        "authz",
                        "products",
                        "orders",
                        "payments",
                        "payments/provider-sim")) {
            tree.built(module);
        }
        Path pid = tree.path("step.pid");
        Files.writeString(
                tree.path("certs/make"),
                "#!/bin/sh\necho $$ >'%1$s.new' && mv '%1$s.new' '%1$s'; exec tail -f /dev/null\n"
                        .formatted(pid));
        up =
                tree.builder(
                                tree.path("gatehouse"),
                                folder,
                                List.of("up", "--port", "0", "--http-port", "0"))
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile())
                        .start();
        await().atMost(PATIENCE)
                .failFast("it has ended", () -> !up.isAlive())
                .until(() -> Files.exists(pid));
        step = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    }

    @AfterEach
    void end() {
        step.destroyForcibly();
        up.destroyForcibly();
    }

    @Test
    void upWhenToldToEndWhileItStartsThenSaysStopped() throws Exception {
        up.destroy();

        assertStopped();
    }

    @Test
    void downWhenTheSystemStartsThenBothSayStopped() throws Exception {
        Called down = tree.gatehouse("down");

        assertThat(down).isEqualTo(new Called(0, "Stopped.%n".formatted(), ""));
        assertStopped();
    }

    @Test
    void statusWhenTheSystemStartsThenSaysSoAndThatItDoesNotRun() throws Exception {
        Called status = tree.gatehouse("status");

        assertThat(status.out()).startsWith("Gatehouse is starting.%nprocess ".formatted());
        assertThat(status.exit()).isEqualTo(1);
    }

    @Test
    void statusWhenTheLauncherWasKilledThenSaysHowToEndTheRest() throws Exception {
        up.destroyForcibly().waitFor();

        Called status = tree.gatehouse("status");

        assertThat(status.out())
                .startsWith("Gatehouse was killed; ./gatehouse down ends what is left of it.");
        assertThat(status.exit()).isEqualTo(1);
    }

    @Test
    void upWhenAnotherStartsThenRefused() throws Exception {
        Called second = tree.gatehouse("up", "--port", "0", "--http-port", "0");

        assertThat(second.err()).contains("already runs in").hasLineCount(1);
        assertThat(second.exit()).isEqualTo(1);
    }

    @Test
    void resetWhenTheSystemStartsThenStopsItFirst() throws Exception {
        assertThat(tree.gatehouse("reset", "--yes").exit()).isZero();

        assertStopped();
        assertThat(tree.path(".local")).doesNotExist();
    }

    private void assertStopped() throws Exception {
        assertThat(up.waitFor()).isEqualTo(TERMINATED);
        assertThat(Files.readString(output()))
                .doesNotContain("certificates", "gatehouse:", "failed")
                .endsWith(" stopping%nStopped.%n".formatted());
        assertThat(step.isAlive()).isFalse();
    }

    private Path output() {
        return folder.resolve("up.out");
    }
}

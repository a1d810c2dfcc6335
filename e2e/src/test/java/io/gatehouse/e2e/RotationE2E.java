// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Keys turn by themselves while many ask, and nobody is refused, and wait while the gate does not
 * take them: in a system of its own, whose keys sign for seconds in place of thirty days, and whose
 * gate fetches them as much more often.
 */
@Tag("local")
@Order(27)
class RotationE2E {
    private static final int PER_SECOND = 50;
    private static final int ROTATIONS = 2;

    /** So that each key signs tokens that are used while it signs and after. */
    private static final Duration FRESH = Duration.ofSeconds(4);

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static LocalSystem system;
    private static Target target;

    @BeforeAll
    static void start() throws IOException {
        Path folder = Path.of("target").toAbsolutePath();
        Tree tree = Tree.in(folder.resolve("rotation-tree"), "local", "idp", "authz");
        replace(
                tree,
                "services/idp.yaml",
                "settings:\n",
                """
                settings:
                  idp.keys.pending: PT4S
                  idp.keys.active: PT8S
                  # Twelve people sign in each second; what a hash costs is shown elsewhere.
                  idp.password.memory-kib: "1024"
                """);
        // Envoy asks five seconds before its keys are too old, so each second.
        replace(tree, "local/envoy.yaml", "cache_duration: 300s", "cache_duration: 6s");
        system =
                LocalSystem.start(
                        tree.launcher(),
                        folder.resolve("rotation-system"),
                        "--no-aot",
                        "--only",
                        "idp,authz");
        target = Target.started(system);
    }

    private static void replace(Tree tree, String file, String text, String other)
            throws IOException {
        String before = Files.readString(tree.root().resolve(file));
        assertThat(before).contains(text);
        tree.write(file, before.replace(text, other));
    }

    @AfterAll
    static void stop() {
        if (target != null) {
            target.close();
        }
    }

    @Test
    void rotateWhenUnderLoadThenNobodyIsRefused() {
        try (Load load = Load.ofCallers(target, PER_SECOND, FRESH)) {
            int before = load.signers().size();
            // With one key more, those of the second turn have signed for as long as they may.
            await("tokens of so many keys")
                    .atMost(LONGEST)
                    .until(() -> load.signers().size() > before + ROTATIONS);
            LoadReport report = load.stop();

            assertThat(report.samples())
                    .as("%s\n%s", report.summary(), report.whenFailed())
                    .hasSizeGreaterThan(10 * PER_SECOND)
                    .extracting(LoadReport.Sample::status)
                    .containsOnly(200);
        }
    }

    @Test
    void rotateWhenTheGateIsAwayThenTheKeysWaitForIt() throws IOException {
        String kid = kid(signIn());
        long before = waits();
        try (LocalSystem.Hold _ = system.hold()) {
            system.kill("envoy");
            await("a key that waits").atMost(LONGEST).until(() -> waits() > before);
        }

        await("a token by another key")
                .atMost(LONGEST)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> !kid(signIn()).equals(kid));
        target.accounts().firstAdmin().send(Call.get("/authentication/whoami")).expect(200);
    }

    private static long waits() throws IOException {
        try (Stream<String> lines = Files.lines(system.logs().resolve("idp.log"))) {
            return lines.filter(line -> line.contains("waits: the gate was tried")).count();
        }
    }

    private static Session signIn() {
        return target.accounts().login(target.accounts().withRole("admin"));
    }

    private static String kid(Session session) {
        return Tokens.header(session.token()).path("kid").asText();
    }
}

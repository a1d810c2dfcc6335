// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> journal = new ArrayList<>();
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @Test
    void stepWhenNotATerminalThenOnePlainLine() throws Exception {
        assertThat(progress(false, StandardCharsets.UTF_8).step("certificates", () -> 7))
                .isEqualTo(7);

        assertThat(written.toString(StandardCharsets.UTF_8))
                .matches("✓ certificates +0 ms\\R")
                .doesNotContain("\u001b");
    }

    /** What is said to a person holds passwords of the demo. */
    @Test
    void sayWhenThereIsAJournalThenOnlyStepsAndNotesStandInIt() throws Exception {
        Progress progress = progress(false, StandardCharsets.UTF_8);

        progress.step("certificates", () -> 7);
        progress.say("the password is 1234");
        progress.note("idp ended (exit 1)");

        assertThat(journal).containsExactly("certificates: ready", "idp ended (exit 1)");
    }

    @Test
    void stepWhenCharsetHasNoTickThenSaysOk() throws Exception {
        progress(false, StandardCharsets.US_ASCII).step("certificates", () -> 7);

        assertThat(written.toString(StandardCharsets.US_ASCII)).startsWith("ok certificates");
    }

    @Test
    void stepWhenATerminalThenReplacesTheLine() throws Exception {
        progress(true, StandardCharsets.UTF_8).step("certificates", () -> 7);

        assertThat(written.toString(StandardCharsets.UTF_8)).contains("certificates …\r\u001b[K");
    }

    @Test
    void stepWhenItFailsThenMarksItAndThrows() {
        assertThatThrownBy(() ->
                        progress(false, StandardCharsets.UTF_8)
                                .step(
                                        "certificates",
                                        () -> {
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("✗ certificates");
    }

    /** Such as a library that is not the one it was compiled with. */
    @Test
    void stepWhenItEndsInAnErrorThenMarksItAndThrows() {
        assertThatThrownBy(() ->
                        progress(false, StandardCharsets.UTF_8)
                                .step(
                                        "certificates",
                                        () -> {
                                            throw new IllegalAccessError("no");
                                        }))
                .isInstanceOf(IllegalAccessError.class);
        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("✗ certificates");
        assertThat(journal).containsExactly("certificates: failed");
    }

    @Test
    void stepWhenStoppedMeanwhileThenHasNotFailed() {
        Progress progress = progress(true, StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        progress.step(
                                "certificates",
                                () -> {
                                    progress.stopping();
                                    throw new IllegalStateException("ended by us");
                                }))
                .hasMessage("ended by us");
        progress.say("Gatehouse is up");
        progress.stopped();

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("  certificates …\n00:00:00 stopping\nStopped.\n");
    }

    @Test
    void stepWhenStoppedBeforeThenIsNotBegun() {
        Progress progress = progress(false, StandardCharsets.UTF_8);
        progress.stopping();

        assertThatThrownBy(() ->
                        progress.step(
                                "certificates",
                                () -> {
                                    throw new IllegalStateException("begun");
                                }))
                .hasMessage("The start was interrupted");
    }

    @Test
    void noteWhenSomethingHappensThenHasTheTime() {
        progress(false, StandardCharsets.UTF_8).note("idp ended");

        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("00:00:00 idp ended");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitingWhenLongThenSaysSoEachHalfAMinute(boolean isTerminal) {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource source = now::get;
        Progress progress =
                new Progress(
                        new PrintStream(written, true, StandardCharsets.UTF_8),
                        isTerminal,
                        source.withZone(ZoneOffset.UTC),
                        journal::add);
        BooleanSupplier ready = progress.waiting("idp", () -> now.get().getEpochSecond() > 70);

        for (int second = 0; second < 72; second++) {
            now.set(Instant.ofEpochSecond(second));
            assertThat(ready.getAsBoolean()).isEqualTo(second == 71);
        }

        assertThat(written.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", ""))
                .isEqualToNormalizingNewlines(
                        "  idp is not ready after 30 s yet\n  idp is not ready after 60 s yet\n");
    }

    private Progress progress(boolean isTerminal, Charset charset) {
        return new Progress(
                new PrintStream(written, true, charset), isTerminal, clock, journal::add);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.LocalException;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Prints the steps of a start with their durations, and later events. */
final class Progress {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Duration STILL = Duration.ofSeconds(30);
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean isTerminal;
    private final Clock clock;
    private final Consumer<String> journal;
    private final String good;
    private final String bad;
    private boolean isLineOpen;
    private boolean isStopping;

    Progress(PrintStream out, boolean isTerminal, Clock clock, Consumer<String> journal) {
        this.out = requireNonNull(out, "out");
        this.isTerminal = isTerminal;
        this.clock = requireNonNull(clock, "clock");
        this.journal = requireNonNull(journal, "journal");
        Charset charset = out.charset();
        boolean hasTick = charset.newEncoder().canEncode('✓');
        this.good = mark(hasTick ? "✓" : "ok", GREEN);
        this.bad = mark(hasTick ? "✗" : "--", RED);
    }

    /**
     * Prints to standard output.
     *
     * @param journal receives the same events for the log, except what {@link #say} prints
     */
    static Progress onStandardOut(Consumer<String> journal) {
        return new Progress(
                System.out, isTerminal(), Clock.system(ZoneId.systemDefault()), journal);
    }

    /** Whether the program runs in a terminal; in JDK 25 there is no console without one. */
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Runs one step of the start, unless the system is stopping. */
    <T> T step(String what, Callable<T> work) throws Exception {
        long start = clock.millis();
        begin(what);
        boolean isDone = false;
        try {
            T result = work.call();
            isDone = true;
            return result;
        } finally {
            line(isDone ? good : bad, what, start);
            journal.accept(what + (isDone ? ": ready" : ": failed"));
        }
    }

    /** Wraps a readiness check that is polled, and prints a line every 30 s while it is false. */
    BooleanSupplier waiting(String who, BooleanSupplier ready) {
        long start = clock.millis();
        AtomicLong told = new AtomicLong();
        return () -> {
            boolean isReady = ready.getAsBoolean();
            long periods = (clock.millis() - start) / STILL.toMillis();
            if (!isReady && periods > told.getAndSet(periods)) {
                still(who, STILL.multipliedBy(periods));
            }
            return isReady;
        };
    }

    private synchronized void still(String who, Duration since) {
        if (!isStopping) {
            isLineOpen = false;
            String erase = isTerminal ? ERASE : "";
            out.printf("%s  %s is not ready after %d s yet%n", erase, who, since.toSeconds());
        }
    }

    private synchronized void begin(String what) {
        if (isStopping) {
            throw new LocalException("The start was interrupted");
        }
        if (isTerminal) {
            out.print("  " + what + " …");
            out.flush();
            isLineOpen = true;
        }
    }

    synchronized void say(String line) {
        if (!isStopping) {
            out.println(line);
        }
    }

    /** Marks the system as stopping: steps that break off from now on are not shown as failed. */
    synchronized void stopping() {
        isStopping = true;
        if (isLineOpen) {
            out.println();
        }
        note("stopping");
    }

    synchronized void stopped() {
        out.println("Stopped.");
        journal.accept("stopped");
    }

    /** Prints an event of the running system, and records it in the log. */
    synchronized void note(String event) {
        out.println(LocalTime.now(clock).format(TIME) + ' ' + event);
        journal.accept(event);
    }

    private synchronized void line(String mark, String what, long start) {
        if (isStopping) {
            return;
        }
        isLineOpen = false;
        long millis = clock.millis() - start;
        out.printf("%s%s %-34s %6d ms%n", isTerminal ? ERASE : "", mark, what, millis);
    }

    private String mark(String text, String color) {
        return isTerminal ? color + text + PLAIN : text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** Shows the steps of a start with their times, and what happens afterwards. */
final class Progress {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String ERASE = "\r\u001b[K";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PrintStream out;
    private final boolean isTerminal;
    private final LongSupplier nanos;
    private final String good;
    private final String bad;

    Progress(PrintStream out, boolean isTerminal, LongSupplier nanos) {
        this.out = requireNonNull(out, "out");
        this.isTerminal = isTerminal;
        this.nanos = requireNonNull(nanos, "nanos");
        Charset charset = out.charset();
        boolean hasTick = charset.newEncoder().canEncode('✓');
        this.good = mark(hasTick ? "✓" : "ok", GREEN);
        this.bad = mark(hasTick ? "✗" : "--", RED);
    }

    static Progress onStandardOut() {
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        return new Progress(System.out, isTerminal, System::nanoTime);
    }

    <T> T step(String what, Callable<T> work) throws Exception {
        long start = nanos.getAsLong();
        if (isTerminal) {
            out.print("  " + what + " …");
            out.flush();
        }
        try {
            T result = work.call();
            line(good, what, start);
            return result;
        } catch (Exception e) {
            line(bad, what, start);
            throw e;
        }
    }

    synchronized void say(String line) {
        out.println(line);
    }

    /** Something that happened while the system ran. */
    synchronized void note(String event) {
        out.println(LocalTime.now().format(TIME) + ' ' + event);
    }

    private synchronized void line(String mark, String what, long start) {
        long millis = (nanos.getAsLong() - start) / NANOS_PER_MILLI;
        out.printf("%s%s %-34s %6d ms%n", isTerminal ? ERASE : "", mark, what, millis);
    }

    private String mark(String text, String color) {
        return isTerminal ? color + text + PLAIN : text;
    }
}

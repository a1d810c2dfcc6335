// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;

/** Shows the steps of a start with their times, and what happens afterwards. */
final class Progress {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean isTerminal;
    private final Clock clock;
    private final String good;
    private final String bad;

    Progress(PrintStream out, boolean isTerminal, Clock clock) {
        this.out = requireNonNull(out, "out");
        this.isTerminal = isTerminal;
        this.clock = requireNonNull(clock, "clock");
        Charset charset = out.charset();
        boolean hasTick = charset.newEncoder().canEncode('✓');
        this.good = mark(hasTick ? "✓" : "ok", GREEN);
        this.bad = mark(hasTick ? "✗" : "--", RED);
    }

    static Progress onStandardOut() {
        return new Progress(System.out, Terminal.isThere(), Clock.system(ZoneId.systemDefault()));
    }

    <T> T step(String what, Callable<T> work) throws Exception {
        long start = clock.millis();
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
        out.println(LocalTime.now(clock).format(TIME) + ' ' + event);
    }

    private synchronized void line(String mark, String what, long start) {
        long millis = clock.millis() - start;
        out.printf("%s%s %-34s %6d ms%n", isTerminal ? ERASE : "", mark, what, millis);
    }

    private String mark(String text, String color) {
        return isTerminal ? color + text + PLAIN : text;
    }
}

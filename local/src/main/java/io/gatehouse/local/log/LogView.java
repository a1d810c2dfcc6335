// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Prints the filtered lines of the logs, once or continuously. */
public final class LogView {
    private static final long PAUSE_MILLIS = 500;

    private final LogFolder folder;
    private final LogFilter filter;
    private final Function<LogEntry, String> form;
    private final PrintStream out;

    private LogView(
            LogFolder folder, LogFilter filter, Function<LogEntry, String> form, PrintStream out) {
        this.folder = folder;
        this.filter = filter;
        this.form = form;
        this.out = out;
    }

    /** A view that prints formatted text. */
    public static LogView text(LogFolder folder, LogFilter filter, LogText text, PrintStream out) {
        return new LogView(folder, filter, text::line, out);
    }

    /** A view that prints JSON objects. */
    public static LogView json(LogFolder folder, LogFilter filter, PrintStream out) {
        return new LogView(folder, filter, LogText::json, out);
    }

    /**
     * Prints the last lines that were written until now.
     *
     * @param last the maximum number of lines
     */
    public void show(int last) throws IOException {
        Deque<LogEntry> kept = new ArrayDeque<>();
        folder.refresh();
        for (Optional<LogEntry> entry = next(); entry.isPresent(); entry = next()) {
            kept.add(entry.get());
            if (kept.size() > last) {
                kept.remove();
            }
        }
        kept.forEach(this::print);
        out.flush();
    }

    /** Prints all new lines until now. */
    public void show() throws IOException {
        folder.refresh();
        Optional<LogEntry> entry = next();
        while (entry.isPresent() && !out.checkError()) {
            print(entry.get());
            entry = next();
        }
        out.flush();
    }

    /** Prints new lines until the output is closed. */
    public void follow() throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!out.checkError()) {
            never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            show();
        }
    }

    private Optional<LogEntry> next() throws IOException {
        Optional<LogEntry> entry = folder.next();
        while (entry.isPresent() && !filter.takes(entry.get())) {
            entry = folder.next();
        }
        return entry;
    }

    private void print(LogEntry entry) {
        out.println(form.apply(entry));
    }
}

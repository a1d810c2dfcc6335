// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/** What a logger, and those below it, say until it is closed. */
public final class CapturedLog extends Handler implements AutoCloseable {
    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Formatter form =
            Arrays.stream(Logger.getLogger("").getHandlers())
                    .map(Handler::getFormatter)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseGet(SimpleFormatter::new);
    private final Logger logger;
    private final Level before;

    /**
     * Listens from now on.
     *
     * @param logger its name; the root's is empty
     */
    public CapturedLog(String logger) {
        this(logger, Logger.getLogger(logger).getLevel());
    }

    /**
     * Listens from now on, also to what the logger otherwise leaves unsaid.
     *
     * @param logger its name; the root's is empty
     * @param level the least that it says until this is closed
     */
    public CapturedLog(String logger, Level level) {
        this.logger = Logger.getLogger(logger);
        this.before = this.logger.getLevel();
        this.logger.setLevel(level);
        this.logger.addHandler(this);
    }

    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    public List<Level> levels() {
        return records.stream().map(LogRecord::getLevel).toList();
    }

    /** The lines as an operator of the service under test sees them. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** All messages with the traces of what was thrown. */
    public String text() {
        return records.stream().map(CapturedLog::text).collect(Collectors.joining("\n"));
    }

    private static String text(LogRecord line) {
        StringWriter text = new StringWriter();
        text.append(new SimpleFormatter().formatMessage(line));
        if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    @Override
    public void publish(LogRecord line) {
        // At once and here: a line tells of the request that its thread is at work on.
        lines.add(form.format(line));
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}

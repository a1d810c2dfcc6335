// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines that the service under test logs of its requests, as its operator sees them. */
public final class RequestLines extends Handler implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger REQUESTS = Logger.getLogger("io.gatehouse.request");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Formatter form =
            Arrays.stream(ROOT.getHandlers())
                    .map(Handler::getFormatter)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();

    /** Listens until it is closed. */
    public RequestLines() {
        REQUESTS.addHandler(this);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(form.format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        REQUESTS.removeHandler(this);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The lines of several logs in order of time, in bounded memory. Inside a log the lines are nearly
 * in order: the gate writes a request down at its end, under the time of its begin.
 */
final class LogMerge {
    private static final int WINDOW = 500;

    private final List<Queue> queues = new ArrayList<>();

    void add(LogSource source) {
        queues.add(new Queue(source));
    }

    /** The earliest line that was not given yet; empty when there is none now. */
    Optional<LogEntry> next() throws IOException {
        Queue earliest = null;
        for (Queue queue : queues) {
            queue.fill();
            if (queue.isBefore(earliest)) {
                earliest = queue;
            }
        }
        return earliest == null ? Optional.empty() : Optional.of(earliest.poll());
    }

    /** Looks again for what was written meanwhile. */
    void refresh() {
        queues.forEach(queue -> queue.isExhausted = false);
    }

    private record Numbered(LogEntry entry, long number) {}

    private static final class Queue {
        private final LogSource source;
        private final PriorityQueue<Numbered> lines =
                new PriorityQueue<>(
                        Comparator.comparing((Numbered line) -> line.entry().time())
                                .thenComparingLong(Numbered::number));
        private long read;
        private boolean isExhausted;

        private Queue(LogSource source) {
            this.source = requireNonNull(source, "source");
        }

        private void fill() throws IOException {
            while (!isExhausted && lines.size() < WINDOW) {
                List<LogEntry> more = source.more();
                isExhausted = more.isEmpty();
                for (LogEntry entry : more) {
                    lines.add(new Numbered(entry, read));
                    read++;
                }
            }
        }

        private boolean isBefore(Queue other) {
            if (lines.isEmpty()) {
                return false;
            }
            return other == null
                    || lines.peek().entry().time().isBefore(other.lines.peek().entry().time());
        }

        private LogEntry poll() {
            return lines.remove().entry();
        }
    }
}

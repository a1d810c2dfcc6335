// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.service.Training;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which lines are asked for: of one part, of one request or trace, or both. */
public record LogFilter(Optional<String> part, Optional<String> id) {
    private static final Pattern ID = Pattern.compile("[0-9a-f][0-9a-f-]{6,}[0-9a-f]");
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    public LogFilter {
        requireNonNull(part, "part");
        requireNonNull(id, "id");
    }

    /** The id in a word, be it of a request, of a trace, the first 8 digits, or a traceparent. */
    public static Optional<String> id(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        Matcher traceparent = TRACEPARENT.matcher(lower);
        if (traceparent.matches()) {
            return Optional.of(traceparent.group(1));
        }
        return Optional.of(lower).filter(text -> ID.matcher(text).matches());
    }

    boolean takes(LogEntry entry) {
        return part.map(entry.part()::equals)
                        // A training run is no part of the shop: what it misses is away on purpose.
                        .orElseGet(() -> !entry.part().startsWith(Training.PREFIX))
                && id.stream().allMatch(wanted -> concerns(entry, wanted));
    }

    private static boolean concerns(LogEntry entry, String wanted) {
        return entry.field("requestId").startsWith(wanted) || trace(entry).startsWith(wanted);
    }

    /** The id of the trace that a line belongs to, or empty. */
    static String trace(LogEntry entry) {
        Matcher traceparent = TRACEPARENT.matcher(entry.field("traceparent"));
        return traceparent.matches() ? traceparent.group(1) : entry.field("traceId");
    }
}

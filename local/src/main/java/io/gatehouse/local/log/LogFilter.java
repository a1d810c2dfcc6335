// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import io.gatehouse.local.service.Training;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Selects log lines of one part, of one request or trace, or both. */
public record LogFilter(Optional<String> part, Optional<String> id) {
    private static final Pattern ID = Pattern.compile("[0-9a-f][0-9a-f-]{6,}[0-9a-f]");

    /** The id in a word: a request id, a trace id, at least 8 digits of one, or a traceparent. */
    public static Optional<String> id(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return LogEntry.traceOf(lower)
                .or(() -> Optional.of(lower).filter(text -> ID.matcher(text).matches()));
    }

    boolean takes(LogEntry entry) {
        return part.map(entry.part()::equals)
                        // Omits training runs, which log errors since database and peers are away
                        // on purpose.
                        .orElseGet(() -> !entry.part().startsWith(Training.PREFIX))
                && id.stream()
                        .allMatch(wanted ->
                                entry.field("requestId").startsWith(wanted)
                                        || entry.trace().startsWith(wanted));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a log: a JSON object, a line of PostgreSQL, or text of any other program.
 *
 * @param part the part that wrote it
 * @param level the level as written; empty if the line has none
 * @param text the unchanged line
 * @param fields the fields of a JSON object
 */
record LogEntry(Instant time, String part, String level, String text, Optional<ObjectNode> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern POSTGRES =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) UTC \\[\\d+] (\\w+): .*");
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    /**
     * Parses a line.
     *
     * @param before the time of the previous line, which a line without a time inherits, such as
     *     one of a stack trace
     */
    static LogEntry read(String part, String line, Instant before) {
        Matcher postgres = POSTGRES.matcher(line);
        if (postgres.matches()) {
            Instant time = time(postgres.group(1) + 'T' + postgres.group(2) + 'Z').orElse(before);
            return new LogEntry(time, part, postgres.group(3), line, Optional.empty());
        }
        Optional<ObjectNode> fields = line.startsWith("{") ? fields(line) : Optional.empty();
        Instant time = fields.flatMap(all -> time(all.path("time").asText(""))).orElse(before);
        String level = fields.map(all -> all.path("level").asText("")).orElse("");
        return new LogEntry(time, part, level, line, fields);
    }

    private static Optional<ObjectNode> fields(String line) {
        try {
            return JSON.readTree(line) instanceof ObjectNode fields
                    ? Optional.of(fields)
                    : Optional.empty();
        } catch (JsonProcessingException cut) {
            // The line was cut off when the program that wrote it ended.
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** The text of a field, or an empty string. */
    String field(String name) {
        return fields.map(all -> all.path(name).asText("")).orElse("");
    }

    /** The trace id of the line, or an empty string. */
    String trace() {
        return traceOf(field("traceparent")).orElseGet(() -> field("traceId"));
    }

    /** The trace id in a {@code traceparent} header (W3C Trace Context). */
    static Optional<String> traceOf(String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}

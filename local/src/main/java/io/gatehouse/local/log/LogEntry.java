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
 * One line of a log: a JSON object, what PostgreSQL writes, or text of any program.
 *
 * @param part who wrote it
 * @param level as it was written; empty where the line names none
 * @param text the line as it is
 * @param fields those of a line that is a JSON object
 */
record LogEntry(Instant time, String part, String level, String text, Optional<ObjectNode> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern POSTGRES =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) UTC \\[\\d+] (\\w+): .*");
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    /**
     * Reads a line.
     *
     * @param before the time of the line before it, to which one without a time belongs, as those
     *     of a stack do
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
            // By the end of the program that wrote it.
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

    /** A field's text, or empty where there is none. */
    String field(String name) {
        return fields.map(all -> all.path(name).asText("")).orElse("");
    }

    /** The id of the trace that the line belongs to, or empty. */
    String trace() {
        return traceOf(field("traceparent")).orElseGet(() -> field("traceId"));
    }

    /** The id in the header of that name. */
    static Optional<String> traceOf(String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}

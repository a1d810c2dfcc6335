// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of one log: JSON objects, what PostgreSQL writes, and text of any program. */
final class LogParser {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern POSTGRES =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) UTC \\[\\d+] (\\w+): .*");

    private final String part;
    private Instant last;

    /**
     * Begins with a log.
     *
     * @param first the time of lines that stand before any that names one
     */
    LogParser(String part, Instant first) {
        this.part = requireNonNull(part, "part");
        this.last = requireNonNull(first, "first");
    }

    LogEntry parse(String line) {
        Optional<ObjectNode> fields = fields(line);
        Optional<Instant> time = fields.flatMap(all -> time(all.path("time").asText("")));
        String level = fields.map(all -> all.path("level").asText("")).orElse("");
        Matcher postgres = POSTGRES.matcher(line);
        if (postgres.matches()) {
            time = time(postgres.group(1) + 'T' + postgres.group(2) + 'Z');
            level = postgres.group(3);
        }
        // A line without a time belongs to the one before it, as those of a stack do.
        last = time.orElse(last);
        return new LogEntry(last, part, level, line, fields);
    }

    private static Optional<ObjectNode> fields(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
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
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}

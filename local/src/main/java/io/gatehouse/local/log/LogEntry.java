// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a log.
 *
 * @param part who wrote it
 * @param level as it was written; empty where the line names none
 * @param text the line as it is
 * @param fields those of a line that is a JSON object
 */
record LogEntry(Instant time, String part, String level, String text, Optional<ObjectNode> fields) {
    LogEntry {
        requireNonNull(time, "time");
        requireNonNull(part, "part");
        requireNonNull(level, "level");
        requireNonNull(text, "text");
        requireNonNull(fields, "fields");
    }

    /** A field's text, or empty where there is none. */
    String field(String name) {
        return fields.map(all -> all.path(name).asText("")).orElse("");
    }
}

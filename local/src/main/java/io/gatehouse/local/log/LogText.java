// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Formats log lines for the terminal: time, part, level, message, and the relevant fields. */
public final class LogText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Pattern POSTGRES_HEAD = Pattern.compile("^\\S+ \\S+ UTC \\[\\d+] \\w+: +");
    private static final int ID_DIGITS = 8;
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    /** Fields that are printed elsewhere in the line, or rarely of use; --json prints them all. */
    private static final Set<String> APART =
            Set.of(
                    "time",
                    "level",
                    "logger",
                    "message",
                    "error",
                    "method",
                    "path",
                    "status",
                    "requestId",
                    "traceparent",
                    "traceId",
                    "bytesIn",
                    "bytesOut",
                    "client",
                    "flags",
                    "protocol",
                    "route",
                    "upstream");

    private final ZoneId zone;
    private final boolean hasColours;
    private LocalDate day = LocalDate.MIN;

    public LogText(ZoneId zone, boolean hasColours) {
        this.zone = requireNonNull(zone, "zone");
        this.hasColours = hasColours;
    }

    /** The line as a JSON object; any other text becomes the message of one. */
    static String json(LogEntry entry) {
        if (entry.fields().isPresent()) {
            return entry.text();
        }
        return JSON.createObjectNode()
                .put("time", entry.time().toString())
                .put("level", level(entry.level()).strip())
                .put("logger", entry.part())
                .put("message", message(entry))
                .toString();
    }

    /** The line and its stack trace, if any; the first line of a day follows the date. */
    String line(LogEntry entry) {
        ZonedDateTime time = entry.time().atZone(zone);
        StringBuilder line = new StringBuilder();
        if (!time.toLocalDate().equals(day)) {
            day = time.toLocalDate();
            line.append(day).append('\n');
        }
        line.append(time.format(TIME))
                .append(" %-8s ".formatted(entry.part()))
                .append(coloured(level(entry.level())))
                .append(' ')
                .append(harmless(entry.fields().isPresent() ? said(entry) : message(entry)));
        entry.field("error").lines().forEach(part -> line.append("\n  ").append(harmless(part)));
        return line.toString();
    }

    private static String said(LogEntry entry) {
        StringJoiner words = new StringJoiner(" ");
        ObjectNode fields = entry.fields().orElseThrow();
        String message = entry.field("message");
        if (!message.equals("request")) {
            add(words, "", message);
        }
        add(words, "", entry.field("method"));
        add(words, "", entry.field("path"));
        add(words, "", entry.field("status"));
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!APART.contains(field.getKey())) {
                JsonNode value = field.getValue();
                add(
                        words,
                        field.getKey() + '=',
                        value.isContainerNode() ? value.toString() : value.asText(""));
            }
        }
        add(words, "request=", shortened(entry.field("requestId")));
        add(words, "trace=", shortened(entry.trace()));
        return words.toString();
    }

    private static void add(StringJoiner words, String name, String value) {
        if (!value.isEmpty() && !value.equals("-") && !value.equals("null")) {
            words.add(name + value);
        }
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(ID_DIGITS, id.length()));
    }

    private static String message(LogEntry entry) {
        return POSTGRES_HEAD.matcher(entry.text()).replaceFirst("");
    }

    /** Maps the levels of JUL, Envoy and PostgreSQL to ERROR, WARN, INFO and DEBUG. */
    private static String level(String level) {
        String name =
                switch (level.toUpperCase(Locale.ROOT)) {
                    case "SEVERE", "ERROR", "CRITICAL", "FATAL", "PANIC" -> "ERROR";
                    case "WARNING", "WARN" -> "WARN";
                    case "FINE", "FINER", "FINEST", "DEBUG", "TRACE" -> "DEBUG";
                    default -> "INFO";
                };
        return "%-5s".formatted(name);
    }

    private String coloured(String level) {
        if (!hasColours) {
            return level;
        }
        return switch (level) {
            case "ERROR" -> RED + level + PLAIN;
            case "WARN " -> YELLOW + level + PLAIN;
            default -> level;
        };
    }

    /** Replaces control characters, with which a client's input could control the terminal. */
    private static String harmless(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> Character.isISOControl(point) ? '\uFFFD' : point)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}

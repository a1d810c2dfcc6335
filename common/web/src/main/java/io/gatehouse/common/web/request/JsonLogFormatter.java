// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.common.web.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Formats log records as JSON, one object per line. Map parameters become fields of their own:
 * {@code LOG.log(INFO, "request", Map.of("status", 200))}.
 */
public final class JsonLogFormatter extends Formatter {
    private static final ObjectMapper JSON = Json.mapper();

    @Override
    public String format(LogRecord event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", event.getInstant());
        line.put("level", event.getLevel().getName());
        line.put("logger", event.getLoggerName());
        line.put("message", formatMessage(event));
        RequestContext.bound()
                .ifPresent(context -> {
                    line.put("requestId", context.requestId());
                    line.put("traceparent", context.traceparent());
                });
        addParameters(event, line);
        if (event.getThrown() != null) {
            line.put("error", stack(event.getThrown()));
        }
        return write(line);
    }

    private static void addParameters(LogRecord event, Map<String, Object> line) {
        if (event.getParameters() == null) {
            return;
        }
        for (Object parameter : event.getParameters()) {
            if (parameter instanceof Map<?, ?> fields) {
                fields.forEach((name, value) -> line.putIfAbsent(String.valueOf(name), value));
            }
        }
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String write(Map<String, Object> line) {
        try {
            return JSON.writeValueAsString(line) + System.lineSeparator();
        } catch (JsonProcessingException unwritable) {
            // A value without a JSON form must not lose the line.
            ObjectNode texts = JSON.createObjectNode();
            line.forEach((name, value) -> texts.put(name, String.valueOf(value)));
            return texts + System.lineSeparator();
        }
    }
}

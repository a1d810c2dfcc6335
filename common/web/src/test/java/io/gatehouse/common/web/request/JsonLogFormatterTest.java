// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.web.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonLogFormatterTest {
    private final JsonLogFormatter formatter = new JsonLogFormatter();

    @AfterEach
    void forget() {
        RequestContext.unbind();
    }

    @Test
    void formatWhenPlainThenTimeLevelLoggerMessage() throws IOException {
        JsonNode line = format(event("hello {0}", "world"));

        assertThat(line.path("time").asText()).isEqualTo("2026-02-03T04:05:06Z");
        assertThat(line.path("level").asText()).isEqualTo("WARNING");
        assertThat(line.path("logger").asText()).isEqualTo("some.Logger");
        assertThat(line.path("message").asText()).isEqualTo("hello world");
        assertThat(line.has("requestId")).isFalse();
        assertThat(line.has("error")).isFalse();
    }

    @Test
    void formatWhenParameterIsAMapThenItsEntriesAreFieldsThatReplaceNothing() throws IOException {
        JsonNode line =
                format(event("request", Map.of("status", 200, "path", "/x", "level", "planted")));

        assertThat(line.path("status").isInt()).isTrue();
        assertThat(line.path("path").asText()).isEqualTo("/x");
        assertThat(line.path("level").asText()).isEqualTo("WARNING");
    }

    @Test
    void formatWhenInARequestThenItsIds() throws IOException {
        RequestContext.of(Optional.of("req-1"), Optional.empty()).bind();

        JsonNode line = format(event("hello"));

        assertThat(line.path("requestId").asText()).isEqualTo("req-1");
        assertThat(line.path("traceparent").asText()).startsWith("00-");
    }

    @Test
    void formatWhenSomethingWasThrownThenStackInOneLine() throws IOException {
        LogRecord event = event("failed");
        event.setThrown(
                new IllegalStateException("outer\n{\"forged\":1}", new IOException("inner")));

        JsonNode line = format(event);

        assertThat(line.path("error").asText())
                .contains("outer\n{\"forged\":1}", "Caused by", "inner", "\n\tat ");
        assertThat(line.has("forged")).isFalse();
    }

    @Test
    void formatWhenTextHoldsLineBreaksThenStillOneLine() throws IOException {
        String forged = "a\r\n{\"level\":\"INFO\"}\u2028\u0000\"";

        JsonNode line = format(event(forged, Map.of("path", forged)));

        assertThat(line.path("message").asText()).isEqualTo(forged);
        assertThat(line.path("path").asText()).isEqualTo(forged);
    }

    @Test
    void formatWhenAFieldHasNoJsonFormThenItsTextIsThere() throws IOException {
        Object opaque =
                new Object() {
                    @Override
                    public String toString() {
                        return "opaque\nthing";
                    }
                };

        JsonNode line = format(event("hello", Map.of("thing", opaque, "status", 200)));

        assertThat(line.path("message").asText()).isEqualTo("hello");
        assertThat(line.path("thing").asText()).isEqualTo("opaque\nthing");
        assertThat(line.path("status").asInt()).isEqualTo(200);
    }

    /** Formats, and sees to it that the result is one line of JSON. */
    private JsonNode format(LogRecord event) throws IOException {
        String text = formatter.format(event);
        assertThat(text).endsWith(System.lineSeparator());
        assertThat(text.strip().chars()).noneMatch(Character::isISOControl);
        return Json.mapper().readTree(text);
    }

    private static LogRecord event(String message, Object... parameters) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setLoggerName("some.Logger");
        event.setInstant(Instant.parse("2026-02-03T04:05:06Z"));
        event.setParameters(parameters);
        return event;
    }
}

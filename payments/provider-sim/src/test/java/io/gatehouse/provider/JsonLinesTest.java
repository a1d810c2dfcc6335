// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {
    @Test
    void formatWhenSomethingWasThrownThenIsOneLineWithTheStack() {
        LogRecord event = new LogRecord(Level.WARNING, "{0} said \"no\"\nand more");
        event.setInstant(Instant.parse("2026-03-01T12:00:00Z"));
        event.setLoggerName("a.logger");
        event.setParameters(new Object[] {"it"});
        event.setThrown(new IllegalStateException("the reason"));

        String text = new JsonLines().format(event);

        JsonNode line = Json.read(text);
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        assertThat(line.path("time").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(line.path("level").asText()).isEqualTo("WARNING");
        assertThat(line.path("logger").asText()).isEqualTo("a.logger");
        assertThat(line.path("message").asText()).isEqualTo("it said \"no\"\nand more");
        assertThat(line.path("error").asText()).contains("the reason", "\tat ");
    }

    @Test
    void formatWhenNothingWasThrownThenThereIsNoError() {
        assertThat(new JsonLines().format(new LogRecord(Level.INFO, "all is well")))
                .doesNotContain("\"error\"");
    }
}

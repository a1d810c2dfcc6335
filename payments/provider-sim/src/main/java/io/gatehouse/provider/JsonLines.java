// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import io.gatehouse.provider.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Formats log records as JSON, one object a line. */
final class JsonLines extends Formatter {
    /** From now on all of this process's log is written so. */
    static void use() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new JsonLines());
        }
    }

    @Override
    public String format(LogRecord event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", event.getInstant());
        line.put("level", event.getLevel().getName());
        line.put("logger", event.getLoggerName());
        line.put("message", formatMessage(event));
        if (event.getThrown() != null) {
            line.put("error", stack(event.getThrown()));
        }
        return new String(Json.write(line), StandardCharsets.UTF_8) + '\n';
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Parses an event stream, and returns the data of the events with one name.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML
 *     Standard, parsing an event stream</a>
 */
final class ServerSentEvents {
    private final BufferedReader lines;
    private final String name;

    ServerSentEvents(InputStream stream, String name) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        this.name = name;
    }

    /** The data of the next event; empty at the end of the stream. */
    Optional<String> next() throws IOException {
        StringBuilder data = new StringBuilder();
        String event = "message";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (event.equals(name) && !data.isEmpty()) {
                    return Optional.of(data.substring(1));
                }
                data.setLength(0);
                event = "message";
            } else if (line.startsWith("data:")) {
                data.append('\n').append(value(line));
            } else if (line.startsWith("event:")) {
                event = value(line);
            }
        }
        return Optional.empty();
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}

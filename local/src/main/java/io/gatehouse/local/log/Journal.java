// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What the launcher does, in a log like those of the services. */
public record Journal(Path file, InstantSource clock) implements Consumer<String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void accept(String message) {
        String line =
                JSON.createObjectNode()
                        .put("time", clock.instant().toString())
                        .put("level", "INFO")
                        .put("logger", "launcher")
                        .put("message", message)
                        .toString();
        try {
            Files.writeString(
                    file,
                    line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException _) {
            // On a full disk the system is still watched; the terminal has the line as well.
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The log of the launcher, in the JSON format of the services. */
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
            // The supervision continues on a full disk; the terminal shows the line as well.
        }
    }
}

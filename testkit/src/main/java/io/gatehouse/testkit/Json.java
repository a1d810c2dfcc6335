// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads and writes JSON; what cannot be read is shown without its secrets. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SECRET =
            Pattern.compile(
                    "(\"(?:access_token|refresh_token|id_token|client_secret"
                            + "|registration_access_token|initialAccessToken|accessToken|key"
                            + "|password|currentPassword|newPassword)\""
                            + "\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
    }

    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + redact(text), e);
        }
    }

    /** A value as the tree that its JSON would give. */
    public static JsonNode tree(Object value) {
        return read(write(value));
    }

    public static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public static String redact(String text) {
        return SECRET.matcher(text).replaceAll("$1\"(kept back)\"");
    }
}

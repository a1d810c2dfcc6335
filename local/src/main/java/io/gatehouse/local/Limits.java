// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The numbers of the gate by name, as its template asks for them. */
record Limits(Map<String, String> values) {
    private static final String INTERVAL = ".interval";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,8}s");

    Limits {
        values = Map.copyOf(requireNonNull(values, "values"));
    }

    /**
     * Reads a file and refuses what the gate would refuse later.
     *
     * @param usual a file that has every name
     */
    static Limits read(Path file, Path usual) {
        Map<String, String> values = load(file);
        TreeSet<String> missing = new TreeSet<>(load(usual).keySet());
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(missing);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new UsageException("%s lacks %s".formatted(file, String.join(", ", missing)));
        }
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    "%s holds %s, which is no limit".formatted(file, String.join(", ", unknown)));
        }
        values.forEach((name, value) -> {
            boolean isInterval = name.endsWith(INTERVAL);
            if (!(isInterval ? SECONDS : NUMBER).matcher(value).matches()) {
                throw new UsageException(
                        "%s: %s is \"%s\" and must be %s"
                                .formatted(
                                        file,
                                        name,
                                        value,
                                        isInterval
                                                ? "whole seconds, such as 60s"
                                                : "a number above 0"));
            }
        });
        return new Limits(values);
    }

    private static Map<String, String> load(Path file) {
        if (Files.notExists(file)) {
            throw new UsageException("There is no file of limits " + file);
        }
        // A folder or a device, which may have no end.
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + " is no regular file, which the limits are read from");
        }
        Properties properties = new Properties();
        try (InputStream text = Files.newInputStream(file)) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((name, value) -> values.put(name.toString(), value.toString()));
        return values;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of configuration keys in the README of the module under test, to hold the code against:
 * a row is {@code | `key` | default | meaning |}, where the default is a value in backticks or the
 * word {@code required} or {@code optional}.
 */
public final class ConfigTable {
    private static final Pattern ROW =
            Pattern.compile(
                    "\\| `([a-z]+\\.[a-z.-]+)` \\| (?:`([^`]+)`|(required|optional)) \\| .+");

    private final Map<String, String> rows;

    private ConfigTable(Map<String, String> rows) {
        this.rows = rows;
    }

    /**
     * Reads the README beside the module's pom.
     *
     * @throws AssertionError when it has no such table, or a key twice
     */
    public static ConfigTable read() {
        Map<String, String> rows = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("README.md"))) {
                Matcher row = ROW.matcher(line);
                if (row.matches() && rows.put(row.group(1), word(row)) != null) {
                    throw new AssertionError(row.group(1) + " stands twice in README.md");
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (rows.isEmpty()) {
            throw new AssertionError("README.md has no table of configuration keys");
        }
        return new ConfigTable(rows);
    }

    private static String word(Matcher row) {
        return row.group(2) == null ? row.group(3) : row.group(2);
    }

    /** Every key with its default, or {@code required} or {@code optional}. */
    public Map<String, String> rows() {
        return Map.copyOf(rows);
    }

    /** The keys that must be set. */
    public Set<String> required() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().equals("required"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The keys that have a default, with it. */
    public Map<String, String> defaults() {
        return rows.entrySet().stream()
                .filter(row -> !row.getValue().equals("required"))
                .filter(row -> !row.getValue().equals("optional"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Holds a reader of configuration against the table: it asks for exactly these keys, and its
     * defaults are the ones told.
     *
     * @param reader makes the configuration from what gives the value of a key
     * @param required a value for each key that must be set
     * @throws AssertionError where they differ
     */
    public void check(
            Function<Function<String, Optional<String>>, ?> reader, Map<String, String> required) {
        Set<String> asked = new TreeSet<>();
        Object read =
                reader.apply(key -> {
                    asked.add(key);
                    return Optional.ofNullable(required.get(key));
                });
        require(asked, rows.keySet(), "keys");
        Map<String, String> told = new HashMap<>(defaults());
        told.putAll(required);
        require(read, reader.apply(key -> Optional.ofNullable(told.get(key))), "defaults");
    }

    private static void require(Object code, Object readme, String what) {
        if (!code.equals(readme)) {
            throw new AssertionError(what + " of the code: " + code + ", of README.md: " + readme);
        }
    }
}

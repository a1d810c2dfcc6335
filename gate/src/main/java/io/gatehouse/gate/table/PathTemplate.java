// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A path in which some segments are variable, such as {@code /orders/{id}}. */
public record PathTemplate(String text) {
    private static final Pattern LITERAL = Pattern.compile("[a-z0-9._-]+");

    /**
     * Refuses paths that two parsers could read differently.
     *
     * @throws IllegalArgumentException when a segment is empty, dots, or neither a lower-case word
     *     nor a known placeholder
     */
    public PathTemplate {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("path \"%s\" does not begin with /".formatted(text));
        }
        for (String segment : segments(text)) {
            boolean isWord = LITERAL.matcher(segment).matches() && !segment.matches("\\.+");
            if (!isWord && Placeholder.of(segment).isEmpty()) {
                throw new IllegalArgumentException(
                        "path \"%s\": \"%s\" is neither a lower-case word nor a known placeholder"
                                .formatted(text, segment));
            }
        }
    }

    /** Whether the template has no variable segment. */
    public boolean isExact() {
        return !text.contains("{");
    }

    /** A regular expression (RE2) for the paths that match. */
    public String regex() {
        return segments(text).stream()
                .map(segment ->
                        Placeholder.of(segment)
                                .map(Placeholder::regex)
                                .orElseGet(() -> segment.replace(".", "\\.")))
                .collect(Collectors.joining("/", "/", ""));
    }

    /** A path that matches. */
    public String example() {
        return segments(text).stream()
                .map(segment -> Placeholder.of(segment).map(Placeholder::example).orElse(segment))
                .collect(Collectors.joining("/", "/", ""));
    }

    /** The template of an Istio policy, where a variable segment matches any segment. */
    public String wide() {
        return segments(text).stream()
                .map(segment -> Placeholder.of(segment).isPresent() ? "{*}" : segment)
                .collect(Collectors.joining("/", "/", ""));
    }

    /** Whether a path can match both templates. */
    public boolean overlaps(PathTemplate other) {
        return meets(
                other,
                (mine, theirs) ->
                        (!isWord(mine) && !isWord(theirs))
                                || matches(mine, theirs)
                                || matches(theirs, mine));
    }

    /** Whether {@link #wide()} admits a path that matches the other template. */
    boolean covers(PathTemplate other) {
        return meets(other, (mine, theirs) -> !isWord(mine) || mine.equals(theirs));
    }

    private boolean meets(PathTemplate other, BiPredicate<String, String> segment) {
        List<String> mine = segments(text);
        List<String> theirs = segments(other.text);
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!segment.test(mine.get(i), theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String pattern, String segment) {
        return Placeholder.of(pattern)
                .map(placeholder -> segment.matches(placeholder.regex()))
                .orElse(pattern.equals(segment));
    }

    private static boolean isWord(String segment) {
        return Placeholder.of(segment).isEmpty();
    }

    private static List<String> segments(String text) {
        return Arrays.asList(text.substring(1).split("/", -1));
    }

    @Override
    public String toString() {
        return text;
    }
}

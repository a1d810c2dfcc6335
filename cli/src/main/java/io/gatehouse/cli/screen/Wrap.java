// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/** Wraps lines between words; a narrow terminal would break them within one. */
final class Wrap {

    private static final int DEEPER = 2;

    /** The position between a space and the next word. */
    private static final Pattern WORDS = Pattern.compile("(?<= )(?=[^ ])");

    /** All that is before the last column. */
    private static final Pattern GAP = Pattern.compile("^.*\\S {2,}(?=\\S)|^ {8,}(?=\\S)");

    private Wrap() {}

    /** Wraps each line of a text; continuation lines are indented deeper. */
    static String text(String text, int columns) {
        return text.lines()
                        .flatMap(line -> lines(line, columns).stream())
                        .collect(Collectors.joining(System.lineSeparator()))
                + (text.endsWith("\n") ? System.lineSeparator() : "");
    }

    /** Wraps each line of a text in columns; continuation lines start at the last column. */
    static String columns(String text, int columns) {
        return text.lines()
                        .flatMap(line -> lines(line, columns, lastColumn(line, columns)).stream())
                        .collect(Collectors.joining(System.lineSeparator()))
                + (text.endsWith("\n") ? System.lineSeparator() : "");
    }

    /** The start of the last column, if at least half of the terminal remains for it. */
    private static int lastColumn(String line, int columns) {
        Matcher gap = GAP.matcher(line);
        int column = gap.find() ? width(gap.group()) : 0;
        return column > 0 && column <= columns / 2 ? column : indent(line);
    }

    static List<String> lines(String line, int columns) {
        return lines(line, columns, indent(line));
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length() + DEEPER;
    }

    /** Wraps one line; a word longer than a line is not broken. */
    static List<String> lines(String line, int columns, int indent) {
        if (width(line) <= columns || indent >= columns) {
            return List.of(line);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String word : WORDS.splitAsStream(line).toList()) {
            if (width(current + word.stripTrailing()) > columns && !current.toString().isBlank()) {
                lines.add(current.toString().stripTrailing());
                boolean fits = indent + width(word.stripTrailing()) <= columns;
                current = new StringBuilder(" ".repeat(fits ? indent : DEEPER));
            }
            current.append(word);
        }
        lines.add(current.toString().stripTrailing());
        return List.copyOf(lines);
    }

    /** The width of a text in columns; escape sequences for colours take none. */
    static int width(String text) {
        return AttributedString.fromAnsi(text).columnLength();
    }
}

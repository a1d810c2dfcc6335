// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of rows under headings; {@code >} before a heading aligns its column to the right. */
public final class Table {

    private static final String GAP = "  ";
    private static final int INDENT = 2;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a cell for each heading, no more");
        }
        rows.add(List.of(cells).stream().map(Text::clean).toList());
        return this;
    }

    /** The same rows, numbered from 1. */
    public Table numbered() {
        List<String> more = new ArrayList<>(List.of(">#"));
        more.addAll(headings);
        Table table = new Table(more.toArray(String[]::new));
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>(List.of("" + (table.rows.size() + 1)));
            cells.addAll(row);
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    /** The headings and a line for each row; where that is too wide, a block for each row. */
    List<String> lines(int columns, UnaryOperator<String> style) {
        List<String> aligned = aligned();
        if (aligned.stream().mapToInt(Wrap::width).max().orElse(0) > columns) {
            return rows.stream().flatMap(row -> block(row, columns).stream()).toList();
        }
        List<String> lines = new ArrayList<>(aligned);
        lines.set(0, style.apply(lines.getFirst()));
        return List.copyOf(lines);
    }

    private List<String> aligned() {
        List<List<String>> all = new ArrayList<>();
        all.add(titles());
        all.addAll(rows);
        List<Integer> widths =
                IntStream.range(0, headings.size()).mapToObj(at -> widest(all, at)).toList();
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(at -> aligned(row.get(at), widths.get(at), isRight(at)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    /** Heading and value pairs, as many to a line as fit. */
    private List<String> block(List<String> row, int columns) {
        List<String> titles = titles();
        List<String> lines = new ArrayList<>();
        String current = "";
        for (int at = 0; at < row.size(); at++) {
            String entry = row.get(at).isEmpty() ? "" : titles.get(at) + " " + row.get(at);
            String longer = current.isBlank() ? current + entry : current + GAP + entry;
            if (!entry.isEmpty() && !current.isBlank() && Wrap.width(longer) > columns) {
                lines.add(current);
                longer = " ".repeat(INDENT) + entry;
            }
            current = entry.isEmpty() ? current : longer;
        }
        lines.add(current);
        return lines.stream()
                .flatMap(line -> Wrap.lines(line, columns, INDENT * 2).stream())
                .toList();
    }

    private boolean isRight(int column) {
        return headings.get(column).startsWith(">");
    }

    private List<String> titles() {
        return headings.stream()
                .map(heading -> heading.startsWith(">") ? heading.substring(1) : heading)
                .toList();
    }

    private static int widest(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> Wrap.width(row.get(column))).max().orElse(0);
    }

    private static String aligned(String cell, int width, boolean right) {
        String space = " ".repeat(width - Wrap.width(cell));
        return right ? space + cell : cell + space;
    }
}

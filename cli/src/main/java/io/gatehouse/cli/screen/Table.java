// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;

/** Rows under headings, aligned; a heading that starts with {@code >} aligns to the right. */
public final class Table {

    private static final String GAP = "  ";

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

    /** The line of headings, then a line for each row. */
    public List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(headings.stream().map(Table::title).toList());
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

    private boolean isRight(int column) {
        return headings.get(column).startsWith(">");
    }

    private static String title(String heading) {
        return heading.startsWith(">") ? heading.substring(1) : heading;
    }

    private static int widest(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
    }

    private static String aligned(String cell, int width, boolean right) {
        String space = " ".repeat(width - width(cell));
        return right ? space + cell : cell + space;
    }

    private static int width(String text) {
        return text.codePoints().map(point -> Math.max(0, WCWidth.wcwidth(point))).sum();
    }
}

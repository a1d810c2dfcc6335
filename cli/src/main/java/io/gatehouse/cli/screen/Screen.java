// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;

/** Writes results to standard output and remarks to standard error, wrapped to the terminal. */
public final class Screen {

    /** Longer lines of text are hard to read. */
    private static final int WIDEST = 100;

    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean colours;
    private final IntSupplier columns;

    public Screen(PrintWriter out, PrintWriter err, boolean colours, IntSupplier columns) {
        this.out = requireNonNull(out, "out");
        this.err = requireNonNull(err, "err");
        this.colours = colours;
        this.columns = requireNonNull(columns, "columns");
    }

    /** The width of the terminal in characters. */
    public int columns() {
        return columns.getAsInt();
    }

    /** Wraps a text between words. */
    private String wrapped(String text) {
        return Wrap.text(text, columns());
    }

    /** Wraps the help of a command; descriptions stay in their column. */
    public String help(String text) {
        return Wrap.columns(text, Math.min(columns(), WIDEST));
    }

    public void line(String text) {
        write(out, wrapped(text));
    }

    public void remark(String text) {
        write(err, wrapped(text));
    }

    /** A remark to be copied, which is not wrapped. */
    public void remarkToCopy(String text) {
        write(err, text);
    }

    public void table(Table table) {
        table.lines(columns(), heading -> styled(BOLD, heading)).forEach(line -> write(out, line));
    }

    /** Prints names and values; the values are aligned. */
    public void facts(Facts facts) {
        facts.lines(columns(), name -> styled(BOLD, name)).forEach(line -> write(out, line));
    }

    public void error(List<String> lines) {
        remark(styled(RED, lines.getFirst()));
        lines.stream().skip(1).forEach(this::remark);
    }

    /** Prints the JSON body of a response as it is. */
    public void json(String json) {
        if (!json.isEmpty()) {
            write(out, json.stripTrailing());
        }
    }

    public void jsonError(String json) {
        write(err, json.stripTrailing());
    }

    public String bold(String text) {
        return styled(BOLD, text);
    }

    private String styled(String style, String text) {
        return colours ? style + text + PLAIN : text;
    }

    private static void write(PrintWriter writer, String text) {
        writer.println(text);
        writer.flush();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;

/** Where results (standard output) and remarks (standard error) are written. */
public final class Screen {

    /** Beyond it a text is hard to read. */
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

    /** How many characters fit into a line. */
    public int columns() {
        return columns.getAsInt();
    }

    /** Breaks a text between words where it is wider than the terminal. */
    private String wrapped(String text) {
        return Wrap.text(text, columns());
    }

    /** Breaks the help of a command, whose descriptions stay in their column. */
    public String help(String text) {
        return Wrap.columns(text, Math.min(columns(), WIDEST));
    }

    public void line(String text) {
        write(out, wrapped(text));
    }

    public void remark(String text) {
        write(err, wrapped(text));
    }

    /** A remark that is there to be copied, so it stays in one line. */
    public void remarkToCopy(String text) {
        write(err, text);
    }

    public void table(Table table) {
        table.lines(columns(), heading -> styled(BOLD, heading)).forEach(line -> write(out, line));
    }

    /** Names and values, the values under each other. */
    public void facts(Facts facts) {
        facts.lines(columns(), name -> styled(BOLD, name)).forEach(line -> write(out, line));
    }

    public void error(List<String> lines) {
        remark(styled(RED, lines.getFirst()));
        lines.stream().skip(1).forEach(this::remark);
    }

    /** JSON as the gate wrote it. */
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

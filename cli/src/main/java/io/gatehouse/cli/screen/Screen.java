// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.List;

/** Where results (standard output) and remarks (standard error) are written. */
public final class Screen {

    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean colours;

    public Screen(PrintWriter out, PrintWriter err, boolean colours) {
        this.out = requireNonNull(out, "out");
        this.err = requireNonNull(err, "err");
        this.colours = colours;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void remark(String text) {
        err.println(text);
        err.flush();
    }

    public void table(Table table) {
        List<String> lines = table.lines();
        line(styled(BOLD, lines.getFirst()));
        lines.stream().skip(1).forEach(this::line);
    }

    /** Names and values, the values under each other. */
    public void facts(Facts facts) {
        facts.lines(name -> styled(BOLD, name)).forEach(this::line);
    }

    public void error(List<String> lines) {
        remark(styled(RED, lines.getFirst()));
        lines.stream().skip(1).forEach(this::remark);
    }

    /** JSON as the gate wrote it. */
    public void json(String json) {
        if (!json.isEmpty()) {
            line(json.stripTrailing());
        }
    }

    public void jsonError(String json) {
        remark(json.stripTrailing());
    }

    public String bold(String text) {
        return styled(BOLD, text);
    }

    private String styled(String style, String text) {
        return colours ? style + text + PLAIN : text;
    }
}

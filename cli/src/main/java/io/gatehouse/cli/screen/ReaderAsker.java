// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;

/** Asks on the terminal: shows a password as stars and remembers nothing. */
public final class ReaderAsker implements Asker {

    private static final char STAR = '*';

    private final Supplier<Terminal> terminal;
    private final Completer completer;

    /**
     * Asks where and when it must.
     *
     * @param completer what the Tab key offers for a line; a password is never completed
     */
    public ReaderAsker(Supplier<Terminal> terminal, Completer completer) {
        this.terminal = requireNonNull(terminal, "terminal");
        this.completer = requireNonNull(completer, "completer");
    }

    @Override
    public String line(String question) {
        return reader().completer(completer).build().readLine(question + ": ").strip();
    }

    @Override
    public String password(String question) {
        return reader().variable(LineReader.DISABLE_COMPLETION, true)
                .build()
                .readLine(question + ": ", STAR);
    }

    // A reader of its own for each answer: no history and no expansion touches what is typed.
    private LineReaderBuilder reader() {
        return LineReaderBuilder.builder()
                .terminal(terminal.get())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.DISABLE_HISTORY, true);
    }
}

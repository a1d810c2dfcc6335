// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;

/** Asks on the terminal; a password is echoed as stars, and no answer enters the history. */
public final class ReaderAsker implements Asker {

    private static final char STAR = '*';

    private final Supplier<Terminal> terminal;
    private final Completer completer;

    /**
     * Opens the terminal at the first question.
     *
     * @param completer completes lines with the Tab key, never passwords
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

    // Each answer has its own reader, without the history and expansion of the menu.
    private LineReaderBuilder reader() {
        return LineReaderBuilder.builder()
                .terminal(terminal.get())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.DISABLE_HISTORY, true);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import io.gatehouse.cli.command.Recent;
import io.gatehouse.cli.screen.Asker;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;

/** Asks inside the menu: completes ids, shows a password as stars, remembers nothing. */
final class ReaderAsker implements Asker {

    private static final char STAR = '*';

    private final LineReader lines;
    private final LineReader passwords;

    ReaderAsker(Terminal terminal, Recent recent) {
        this.lines =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .completer((reader, line, candidates) -> {
                            candidates.addAll(Candidates.of(recent.products()));
                            candidates.addAll(Candidates.of(recent.orders()));
                        })
                        .variable(LineReader.DISABLE_HISTORY, true)
                        .build();
        // A reader of its own: no completion, no history and no expansion touches a password.
        this.passwords =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .variable(LineReader.DISABLE_COMPLETION, true)
                        .variable(LineReader.DISABLE_HISTORY, true)
                        .build();
    }

    @Override
    public String line(String question) {
        return lines.readLine(question + ": ").strip();
    }

    @Override
    public String password(String question) {
        return passwords.readLine(question + ": ", STAR);
    }
}

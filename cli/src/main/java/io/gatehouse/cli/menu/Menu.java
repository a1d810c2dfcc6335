// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.command.Recent;
import io.gatehouse.cli.command.Visit;
import io.gatehouse.cli.gate.ExitCode;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.screen.Asker;
import io.gatehouse.cli.screen.LinesAsker;
import io.gatehouse.cli.screen.Screen;
import io.gatehouse.cli.session.OwnerOnly;
import io.gatehouse.cli.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine;

/** One command after the other: typed at a terminal, or read from a script. */
public final class Menu {

    private final Visit visit;
    private final BiFunction<Asker, Recent, CommandLine> shop;

    public Menu(Visit visit, BiFunction<Asker, Recent, CommandLine> shop) {
        this.visit = requireNonNull(visit, "visit");
        this.shop = requireNonNull(shop, "shop");
    }

    /** Returns how the menu ended, for the shell. */
    public int run() {
        return visit.surroundings().streams().console().isPresent() ? atTerminal() : asScript();
    }

    /** A script stops at the first command that fails and ends as that command did. */
    private int asScript() {
        LinesAsker lines = new LinesAsker(visit.surroundings().streams().in());
        Recent recent = new Recent();
        MenuLine menuLine = line(lines, recent);
        boolean silent = true;
        Optional<String> next = lines.next();
        while (next.isPresent()) {
            silent = false;
            String typed = next.get().strip();
            OptionalInt end = typed.startsWith("#") ? OptionalInt.of(0) : carryOut(menuLine, typed);
            if (end.isEmpty() || end.getAsInt() != 0) {
                return end.orElse(0);
            }
            next = lines.next();
        }
        return silent ? shop.apply(lines, recent).execute("--help") : 0;
    }

    private OptionalInt carryOut(MenuLine menuLine, String typed) {
        try {
            return menuLine.carryOut(MenuLine.words(typed));
        } catch (EOFError e) {
            visit.screen().remark("A quote is not closed: " + typed);
            return OptionalInt.of(ExitCode.USAGE.number());
        } catch (Failure e) {
            visit.screen().remark(e.getMessage());
            return OptionalInt.of(e.exitCode().number());
        }
    }

    private int atTerminal() {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            Recent recent = new Recent();
            ReaderAsker asker = new ReaderAsker(terminal, recent);
            LineReader reader = reader(terminal, recent, shop.apply(asker, recent));
            MenuLine menuLine = line(asker, recent);
            Screen screen = visit.screen();
            screen.line(screen.bold("Gatehouse") + " at " + visit.url());
            menuLine.showMenu();
            boolean open = true;
            while (open) {
                open = next(reader, menuLine);
            }
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean next(LineReader reader, MenuLine menuLine) {
        try {
            return carryOut(menuLine, reader.readLine(prompt())).isPresent();
        } catch (UserInterruptException e) {
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
    }

    private String prompt() {
        String name = visit.signedIn().session().map(Session::username).orElse("");
        return name.isEmpty() ? "gatehouse> " : name + "@gatehouse> ";
    }

    private LineReader reader(Terminal terminal, Recent recent, CommandLine commands) {
        Path history = visit.state().resolve("history");
        OwnerOnly.directory(visit.state());
        OwnerOnly.file(history);
        return LineReaderBuilder.builder()
                .appName("gatehouse")
                .terminal(terminal)
                .parser(MenuLine.parser())
                .completer(new CommandCompleter(commands, recent))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, 500)
                .build();
    }

    private MenuLine line(Asker asker, Recent recent) {
        List<String> connection = visit.connection().arguments();
        return new MenuLine(() -> shop.apply(asker, recent), connection, asker, visit.screen());
    }
}

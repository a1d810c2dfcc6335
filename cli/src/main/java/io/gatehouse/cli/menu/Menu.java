// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.command.CommandContext;
import io.gatehouse.cli.command.Recent;
import io.gatehouse.cli.gate.ExitCode;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.screen.Asker;
import io.gatehouse.cli.screen.LinesAsker;
import io.gatehouse.cli.screen.ProblemText;
import io.gatehouse.cli.screen.ReaderAsker;
import io.gatehouse.cli.screen.Screen;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.session.OwnerOnly;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import picocli.CommandLine;

/** The interactive menu: runs command after command, from a terminal or from standard input. */
public final class Menu {

    private final CommandContext context;
    private final BiFunction<Asker, Recent, CommandLine> shop;

    public Menu(CommandContext context, BiFunction<Asker, Recent, CommandLine> shop) {
        this.context = requireNonNull(context, "context");
        this.shop = requireNonNull(shop, "shop");
    }

    /**
     * Runs the menu and returns its exit code; empty when there is neither a terminal nor input.
     */
    public OptionalInt run() {
        return context.environment()
                .streams()
                .terminal()
                .map(terminal -> OptionalInt.of(atTerminal(terminal.get())))
                .orElseGet(this::asScript);
    }

    /** Runs the lines of standard input; stops at the first failure and returns its exit code. */
    private OptionalInt asScript() {
        LinesAsker lines = new LinesAsker(context.environment().streams().in());
        Recent recent = new Recent();
        MenuLine menuLine = line(lines, recent, user(lines, recent));
        Optional<String> next = lines.next();
        if (next.isEmpty()) {
            return OptionalInt.empty();
        }
        while (next.isPresent()) {
            String typed = next.get().strip();
            OptionalInt end = typed.startsWith("#") ? OptionalInt.of(0) : carryOut(menuLine, typed);
            if (end.isEmpty() || end.getAsInt() != 0) {
                return OptionalInt.of(end.orElse(0));
            }
            next = lines.next();
        }
        return OptionalInt.of(0);
    }

    private OptionalInt carryOut(MenuLine menuLine, String typed) {
        try {
            return menuLine.carryOut(MenuLine.words(typed));
        } catch (EOFError e) {
            context.screen().remark("A quote is not closed: " + typed);
            return OptionalInt.of(ExitCode.USAGE.number());
        } catch (Failure e) {
            context.screen().error(new ProblemText(context.invocation().insideMenu()).of(e));
            return OptionalInt.of(e.exitCode().number());
        }
    }

    private int atTerminal(Terminal terminal) {
        Recent recent = new Recent();
        Asker asker = new ReaderAsker(() -> terminal, ids(recent));
        MenuUser user = user(asker, recent);
        user.look();
        LineReader reader = reader(terminal, shop.apply(asker, recent), recent);
        MenuLine menuLine = line(asker, recent, user);
        Screen screen = context.screen();
        screen.line(screen.bold("Gatehouse") + " at " + context.url());
        menuLine.showMenu();
        List<MenuEntry> shown = user.entries();
        while (next(reader, menuLine, user)) {
            if (!user.entries().equals(shown)) {
                menuLine.showMenu();
                shown = user.entries();
            }
        }
        return ExitCode.OK.number();
    }

    /** Reads and executes one line; false closes the menu. */
    private boolean next(LineReader reader, MenuLine menuLine, MenuUser user) {
        String typed;
        try {
            typed = reader.readLine(prompt(user));
        } catch (UserInterruptException e) {
            context.screen().remark("0 or Ctrl-D leaves.");
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
        try {
            return carryOut(menuLine, typed).isPresent();
        } catch (UserInterruptException | EndOfFileException e) {
            // Within a question, Ctrl-C and Ctrl-D only cancel the entry.
            return true;
        }
    }

    private static String prompt(MenuUser user) {
        return user.name().map(name -> Text.clean(name) + "@").orElse("") + "gatehouse> ";
    }

    private static Completer ids(Recent recent) {
        return (reader, line, candidates) -> {
            candidates.addAll(Candidates.of(recent.products().all()));
            candidates.addAll(Candidates.of(recent.orders().all()));
        };
    }

    private LineReader reader(Terminal terminal, CommandLine commands, Recent recent) {
        Path history = context.state().resolve("history");
        OwnerOnly.directory(context.state());
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

    private MenuUser user(Asker asker, Recent recent) {
        return new MenuUser(
                new CommandContext(context.environment(), context.connection(), asker, recent));
    }

    private MenuLine line(Asker asker, Recent recent, MenuUser user) {
        List<String> connection = context.connection().arguments();
        return new MenuLine(
                () -> shop.apply(asker, recent), connection, asker, context.screen(), user);
    }
}

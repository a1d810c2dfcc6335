// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.ExitCode;
import io.gatehouse.cli.screen.Asker;
import io.gatehouse.cli.screen.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import picocli.CommandLine;

/** Executes one line of the menu: the number of an entry, or a command as in a shell. */
final class MenuLine {

    private final Supplier<CommandLine> shop;
    private final List<String> connection;
    private final Asker asker;
    private final Screen screen;
    private final MenuUser user;

    MenuLine(
            Supplier<CommandLine> shop,
            List<String> connection,
            Asker asker,
            Screen screen,
            MenuUser user) {
        this.shop = requireNonNull(shop, "shop");
        this.connection = List.copyOf(connection);
        this.asker = requireNonNull(asker, "asker");
        this.screen = requireNonNull(screen, "screen");
        this.user = requireNonNull(user, "user");
    }

    /** Splits a line into words; a line with an unclosed quote continues in the next. */
    static Parser parser() {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        return parser;
    }

    static List<String> words(String line) {
        return parser().parse(line, line.length(), Parser.ParseContext.ACCEPT_LINE).words().stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Executes a line and returns its exit code; empty when the line closes the menu. */
    OptionalInt carryOut(List<String> typed) {
        List<String> words = withoutProgram(typed);
        if (words.isEmpty()) {
            return OptionalInt.of(0);
        }
        return switch (words.getFirst()) {
            case "0", "q", "quit", "exit" -> OptionalInt.empty();
            case "?", "menu" -> OptionalInt.of(showMenu());
            default ->
                    OptionalInt.of(
                            words.size() == 1 && words.getFirst().matches("\\d{1,9}")
                                    ? choose(Integer.parseInt(words.getFirst()))
                                    : execute(words));
        };
    }

    int showMenu() {
        List<MenuEntry> entries = user.entries();
        int widest = entries.stream().mapToInt(entry -> entry.title().length()).max().orElse(0);
        String form = "%4d  %-" + widest + "s  %s";
        List<String> lines = new ArrayList<>();
        for (MenuEntry entry : entries) {
            lines.add(form.formatted(lines.size() + 1, entry.title(), entry.command()));
        }
        boolean narrow = lines.stream().anyMatch(line -> line.length() > screen.columns());
        int end = narrow ? "   1  ".length() + widest : Integer.MAX_VALUE;
        lines.forEach(line ->
                screen.line(line.substring(0, Math.min(line.length(), end)).stripTrailing()));
        screen.line("   0  Leave");
        screen.line("");
        screen.line("A number, or a command with its options. help lists all commands.");
        return 0;
    }

    /** Drops {@code ./gatehouse shop} from a line that was copied from a shell. */
    private static List<String> withoutProgram(List<String> words) {
        boolean copied =
                words.size() >= 2
                        && words.get(0).matches("(?:.*/)?gatehouse")
                        && words.get(1).equals("shop");
        return copied ? words.subList(2, words.size()) : words;
    }

    private int choose(int number) {
        List<MenuEntry> entries = user.entries();
        if (number > entries.size()) {
            screen.remark(
                    "The menu has no %d: choose 1 to %d, or 0 to leave. menu shows it."
                            .formatted(number, entries.size()));
            return ExitCode.USAGE.number();
        }
        MenuEntry entry = entries.get(number - 1);
        List<String> arguments = new ArrayList<>(entry.words());
        for (MenuEntry.Question question : entry.questions()) {
            int shown = showChoices(question);
            if (shown != 0) {
                return shown;
            }
            String answer = asker.line(question.text());
            if (answer.isEmpty() && question.required()) {
                screen.remark("Nothing was chosen, so nothing was done.");
                return ExitCode.USAGE.number();
            }
            // Resolved at once, so that a wrong choice fails before the next question.
            arguments.addAll(
                    question.list().isEmpty()
                            ? question.arguments(answer)
                            : List.of(user.chosen(question.list(), answer)));
        }
        return execute(arguments);
    }

    private int showChoices(MenuEntry.Question question) {
        boolean shown = question.list().isEmpty() || user.hasSeen(question.list());
        return shown ? 0 : execute(List.of(question.list().split(" ")));
    }

    private int execute(List<String> arguments) {
        List<String> all = new ArrayList<>(connection);
        all.addAll(arguments);
        return shop.get().execute(all.toArray(String[]::new));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.screen.Asker;
import io.gatehouse.cli.screen.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import picocli.CommandLine;

/** Carries out one line typed into the menu: a number, or a command as the shell takes it. */
final class MenuLine {

    private final Supplier<CommandLine> shop;
    private final List<String> connection;
    private final Asker asker;
    private final Screen screen;

    MenuLine(Supplier<CommandLine> shop, List<String> connection, Asker asker, Screen screen) {
        this.shop = requireNonNull(shop, "shop");
        this.connection = List.copyOf(connection);
        this.asker = requireNonNull(asker, "asker");
        this.screen = requireNonNull(screen, "screen");
    }

    /** Splits lines into words; one whose quote is not closed goes on in the next. */
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

    /** Returns how the command ended, or nothing when the menu is to be left. */
    OptionalInt carryOut(List<String> words) {
        if (words.isEmpty()) {
            return OptionalInt.of(0);
        }
        return switch (words.getFirst()) {
            case "0", "q", "quit", "exit" -> OptionalInt.empty();
            case "?", "menu" -> OptionalInt.of(showMenu());
            case "help" -> OptionalInt.of(execute(help(words)));
            default -> OptionalInt.of(execute(arguments(words)));
        };
    }

    int showMenu() {
        int number = 1;
        for (MenuEntry entry : MenuEntry.ALL) {
            screen.line(
                    "%4d  %-24s%s"
                            .formatted(number++, entry.title(), String.join(" ", entry.command())));
        }
        screen.line("   0  Leave");
        screen.line("");
        screen.line("A number, or a command with its options. help lists all commands.");
        return 0;
    }

    private static List<String> help(List<String> words) {
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        arguments.add("--help");
        return arguments;
    }

    private List<String> arguments(List<String> words) {
        String word = words.getFirst();
        boolean number = words.size() == 1 && word.matches("\\d{1,3}");
        if (!number) {
            return words;
        }
        int at = Integer.parseInt(word) - 1;
        return at < MenuEntry.ALL.size() ? MenuEntry.ALL.get(at).arguments(asker) : words;
    }

    private int execute(List<String> arguments) {
        List<String> all = new ArrayList<>(connection);
        all.addAll(arguments);
        return shop.get().execute(all.toArray(String[]::new));
    }
}

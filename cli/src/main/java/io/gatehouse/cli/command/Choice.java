// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.screen.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Resolves what a user typed to an id: a number of the last list, an id or its prefix, a name. */
public abstract class Choice {

    private static final int BRIEF = 8;
    private static final int FEW = 5;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");
    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{6,8}(?:-[0-9a-f-]{0,27})?");

    private final String kind;

    Choice(String kind) {
        this.kind = kind;
    }

    /** The choice for the list that a command shows. */
    public static Choice from(String list) {
        return switch (list) {
            case "products" -> new ProductParameter();
            case "orders" -> new OrderParameter();
            default -> new UserParameter();
        };
    }

    /** The prefix of an id, long enough to be typed in its place. */
    static String brief(String id) {
        return id.length() > BRIEF ? id.substring(0, BRIEF) : id;
    }

    /** The text of the parameter. */
    abstract String typed();

    public abstract Seen seen(CommandContext context);

    /** Candidates for a name: names by id. */
    abstract Map<String, String> named(CommandContext context, String name);

    /** The newest items, descriptions by id; they are searched for the prefix of an id. */
    abstract Map<String, String> newest(CommandContext context);

    final String id(CommandContext context) {
        return id(context, typed());
    }

    /**
     * Resolves a text to an id; calls the gate only for a prefix or a name.
     *
     * @throws Failure.Misuse when it fits none, or several
     */
    public final String id(CommandContext context, String typed) {
        String text = typed.strip();
        String lower = text.toLowerCase(Locale.ROOT);
        if (ID.matcher(lower).matches()) {
            return lower;
        }
        if (NUMBER.matcher(text).matches()) {
            return at(Integer.parseInt(text), seen(context).list());
        }
        Optional<String> begun =
                BEGINNING.matcher(lower).matches() ? begun(context, lower) : Optional.empty();
        return begun.orElseGet(() -> byName(text, named(context, text)));
    }

    private String at(int number, List<String> list) {
        if (list.isEmpty()) {
            throw new Failure.Misuse(
                    "A number chooses from the last list of the menu, and none was shown: "
                            + "say which %s by its name or id.".formatted(kind));
        }
        if (number < 1 || number > list.size()) {
            throw new Failure.Misuse(
                    "The last list has no %s %d: choose 1 to %d."
                            .formatted(kind, number, list.size()));
        }
        return list.get(number - 1);
    }

    private Optional<String> begun(CommandContext context, String beginning) {
        Predicate<Entry<String, String>> matches = entry -> entry.getKey().startsWith(beginning);
        return only(beginning, seen(context).all(), matches)
                .or(() -> only(beginning, newest(context), matches));
    }

    // Only a whole name matches: part of one could buy, or disable, the wrong item.
    private String byName(String name, Map<String, String> candidates) {
        return only(name, candidates, entry -> entry.getValue().equalsIgnoreCase(name))
                .orElseThrow(() ->
                        new Failure.Misuse(
                                "There is no %s %s.%s".formatted(kind, name, similar(candidates))));
    }

    private static String similar(Map<String, String> candidates) {
        return candidates.isEmpty()
                ? ""
                : " Similar: " + some(List.copyOf(candidates.entrySet())) + ".";
    }

    private static Optional<String> only(
            String typed, Map<String, String> all, Predicate<Entry<String, String>> matches) {
        List<Entry<String, String>> found = all.entrySet().stream().filter(matches).toList();
        if (found.size() > 1) {
            throw new Failure.Misuse("%s may be %s: say which.".formatted(typed, some(found)));
        }
        return found.stream().findFirst().map(Entry::getKey);
    }

    private static String some(List<Entry<String, String>> entries) {
        return entries.stream()
                        .limit(FEW)
                        .map(entry -> "%s (%s)".formatted(entry.getValue(), brief(entry.getKey())))
                        .map(Text::clean)
                        .collect(Collectors.joining(", "))
                + (entries.size() > FEW ? " and others" : "");
    }
}

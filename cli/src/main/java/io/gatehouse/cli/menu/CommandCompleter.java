// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.command.Recent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completes commands, their options, and the ids that were shown. */
final class CommandCompleter implements Completer {

    private static final Set<String> TAKE_PRODUCT =
            Set.of("product", "buy", "update", "stock", "remove");
    private static final Set<String> TAKE_ORDER = Set.of("order", "cancel");

    private final CommandLine shop;
    private final Recent recent;

    CommandCompleter(CommandLine shop, Recent recent) {
        this.shop = requireNonNull(shop, "shop");
        this.recent = requireNonNull(recent, "recent");
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        CommandSpec command = shop.getCommandSpec();
        for (String word : line.words().subList(0, line.wordIndex())) {
            CommandLine next = command.subcommands().get(word);
            command = next == null ? command : next.getCommandSpec();
        }
        if (line.word().startsWith("-")) {
            command.options().forEach(option -> addOption(option, candidates));
            return;
        }
        CommandSpec offers = command.name().equals("help") ? shop.getCommandSpec() : command;
        offers.subcommands()
                .forEach((name, next) -> candidates.add(Candidates.candidate(name, about(next))));
        candidates.addAll(Candidates.of(parameters(command.name())));
        if (line.wordIndex() == 0) {
            candidates.add(Candidates.candidate("quit", "Leave."));
        }
    }

    private Map<String, String> parameters(String command) {
        if (TAKE_PRODUCT.contains(command)) {
            return recent.products().all();
        }
        return TAKE_ORDER.contains(command) ? recent.orders().all() : Map.of();
    }

    private static void addOption(OptionSpec option, List<Candidate> candidates) {
        String about = option.description().length == 0 ? "" : option.description()[0];
        candidates.add(Candidates.candidate(option.longestName(), about));
    }

    private static String about(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.command.CommandContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Fits the help of the commands to the terminal and to where they are typed. */
final class HelpText {

    /** Lines are broken here alone: the library would break them within a word, as .local is. */
    private static final int UNBROKEN = 1000;

    /** What a shell needs to know of the program and a person inside the menu does not. */
    private static final Set<String> FOR_A_SHELL =
            Set.of(
                    UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                    UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
                    UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST);

    private HelpText() {}

    static void fit(CommandLine shop, CommandContext context) {
        boolean inMenu = context.invocation().inMenu();
        shop.setUsageHelpWidth(UNBROKEN);
        if (inMenu) {
            shop.getCommandSpec()
                    .usageMessage()
                    .customSynopsis("COMMAND [OPTION...]")
                    .description("help COMMAND tells more.");
            // Each name begins with that of the shop, which is empty, and the space behind it.
            shop.getSubcommands().values().forEach(HelpText::omitSpace);
        }
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(shop.getHelpSectionMap());
        // The heading stands in the line of the synopsis, so both are broken as one.
        IHelpSectionRenderer heading =
                sections.remove(UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING);
        sections.computeIfPresent(
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                (_, synopsis) -> help -> heading.render(help) + synopsis.render(help));
        sections.replaceAll((key, section) ->
                help ->
                        inMenu && isOfTheShop(help) && FOR_A_SHELL.contains(key)
                                ? ""
                                : context.screen().help(section.render(help)));
        shop.setHelpSectionMap(sections);
    }

    private static void omitSpace(CommandLine command) {
        command.getCommandSpec().usageMessage().synopsisHeading("Usage:");
        command.getSubcommands().values().forEach(HelpText::omitSpace);
    }

    private static boolean isOfTheShop(Help help) {
        return help.commandSpec().parent() == null;
    }
}

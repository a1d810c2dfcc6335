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

/** Formats the help of the commands for the width of the terminal, and for the menu or a shell. */
final class HelpText {

    /** Disables the wrapping of picocli, which would break within a word such as .local. */
    private static final int UNBROKEN = 1000;

    /** The help sections for shell users, which the menu omits. */
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
            // In the menu the name of the shop is empty, so a synopsis would begin with two spaces.
            shop.getSubcommands().values().forEach(HelpText::omitSpace);
        }
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(shop.getHelpSectionMap());
        // Heading and synopsis share a line, so they are wrapped together.
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

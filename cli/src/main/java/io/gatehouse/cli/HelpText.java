// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.command.Visit;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Fits the help of the commands to the terminal and to where they are typed. */
final class HelpText {

    /** The library lays out nothing that is narrower; then its lines are broken here alone. */
    private static final int NARROWEST = 55;

    private static final int UNBROKEN = 1000;

    private static final int WIDEST = 100;

    private HelpText() {}

    static void fit(CommandLine shop, Visit visit) {
        shop.setHelpFactory((command, colours) -> {
            int columns = visit.screen().columns();
            command.usageMessage()
                    .width(columns < NARROWEST ? UNBROKEN : Math.min(columns, WIDEST));
            if (visit.invocation().inMenu()) {
                // Each name begins with that of the shop, which is empty, and the space behind it.
                command.usageMessage().synopsisHeading("Usage:");
            }
            return new CommandLine.Help(command, colours);
        });
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(shop.getHelpSectionMap());
        // The heading stands in the line of the synopsis, so both are broken as one.
        IHelpSectionRenderer heading =
                sections.remove(UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING);
        sections.computeIfPresent(
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                (_, synopsis) -> help -> heading.render(help) + synopsis.render(help));
        sections.replaceAll((_, section) -> wrapped(section, visit));
        shop.setHelpSectionMap(sections);
    }

    private static IHelpSectionRenderer wrapped(IHelpSectionRenderer section, Visit visit) {
        return help -> visit.screen().wrapped(section.render(help));
    }
}

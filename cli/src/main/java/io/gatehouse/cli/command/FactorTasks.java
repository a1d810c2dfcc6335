// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands for the second factors of the own account. */
@Command(name = "factors", description = "Codes beside the password of your account.")
final class FactorTasks extends Group {

    private FactorTasks() {}

    static void addTo(CommandLine account, CommandContext context) {
        account.addSubcommand(new FactorTasks());
        account.getSubcommands()
                .get("factors")
                .addSubcommand(new ListFactors(context))
                .addSubcommand(new AddFactor(context))
                .addSubcommand(new RenewRecoveryCodes(context))
                .addSubcommand(new RemoveFactor(context));
    }
}

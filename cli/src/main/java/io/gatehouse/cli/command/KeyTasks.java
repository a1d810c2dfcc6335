// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands for API keys. */
@Command(name = "keys", description = "The API keys, with which your programs act for you.")
final class KeyTasks extends Group {

    private KeyTasks() {}

    static void addTo(CommandLine account, CommandContext context) {
        account.addSubcommand(new KeyTasks());
        account.getSubcommands()
                .get("keys")
                .addSubcommand(new ListKeys(context))
                .addSubcommand(new AddKey(context))
                .addSubcommand(new RevokeKey(context));
    }
}

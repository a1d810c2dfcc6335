// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands for one's own account. */
@Command(
        name = "account",
        description = "Your account: its second factor, sessions, events and API keys; its end.")
public final class AccountTasks extends Group {

    private AccountTasks() {}

    /** Adds this group and its commands to the given command. */
    public static void addTo(CommandLine shop, CommandContext context) {
        shop.addSubcommand(new AccountTasks());
        CommandLine account = shop.getSubcommands().get("account");
        FactorTasks.addTo(account, context);
        SessionTasks.addTo(account, context);
        account.addSubcommand(new ListOwnEvents(context));
        KeyTasks.addTo(account, context);
        account.addSubcommand(new ExportAccount(context));
        account.addSubcommand(new DeleteAccount(context));
    }
}

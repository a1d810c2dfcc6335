// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands for one's own sessions. */
@Command(name = "sessions", description = "Where you are signed in.")
final class SessionTasks extends Group {

    private SessionTasks() {}

    static void addTo(CommandLine account, CommandContext context) {
        account.addSubcommand(new SessionTasks());
        account.getSubcommands()
                .get("sessions")
                .addSubcommand(new ListSessions(context))
                .addSubcommand(new EndSession(context))
                .addSubcommand(new EndOtherSessions(context));
    }
}

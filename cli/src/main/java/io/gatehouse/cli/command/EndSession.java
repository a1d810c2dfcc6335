// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a session of the caller's. */
@Command(name = "end", description = "End a session: whoever has it is signed out.")
final class EndSession implements Runnable {

    private final CommandContext context;

    @Parameters(paramLabel = "ID", description = "The id of the session, as in the list.")
    private UUID id;

    EndSession(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        context.remove(
                ListSessions.PATH + "/" + id, "account sessions list", "The session has ended.");
    }
}

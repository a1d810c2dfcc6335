// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import picocli.CommandLine.Command;

/** Ends all sessions of the caller's but this one. */
@Command(name = "end-others", description = "End all sessions but this one.")
final class EndOtherSessions implements Runnable {

    private final CommandContext context;

    EndOtherSessions(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        context.remove(ListSessions.PATH, "account sessions list", "All others have ended.");
    }
}

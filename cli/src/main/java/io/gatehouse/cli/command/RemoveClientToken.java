// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Withdraws an initial access token. */
@Command(
        name = "remove",
        description = "Withdraw a token: it registers no more clients; those it has stay.")
final class RemoveClientToken implements Runnable {

    private final CommandContext context;

    @Parameters(paramLabel = "ID", description = "The id of the token, as in the list.")
    private UUID id;

    RemoveClientToken(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        context.remove(
                "/admin/initial-access-tokens/" + id,
                "admin clients token list",
                "The token is withdrawn.");
    }
}

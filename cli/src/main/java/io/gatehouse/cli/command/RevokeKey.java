// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Revokes an API key. */
@Command(name = "revoke", description = "Withdraw a key: it is refused at once.")
final class RevokeKey implements Runnable {

    private final CommandContext context;

    @Parameters(paramLabel = "ID", description = "The id of the key, as in the list.")
    private UUID id;

    RevokeKey(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        context.remove(AddKey.PATH + "/" + id, "account keys list", "The key is revoked.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Failure;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes an OAuth client; what it holds is refused from then on. */
@Command(name = "remove", description = "Remove a client; all its tokens are refused at once.")
final class RemoveClient implements Runnable {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    private final CommandContext context;

    @Parameters(paramLabel = "ID", description = "The client_id, as in the list.")
    private String id;

    RemoveClient(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        if (!ID.matcher(id).matches()) {
            throw new Failure.Misuse("Not the id of a client: " + id);
        }
        context.remove("/admin/clients/" + id, "admin clients list", "The client is removed.");
    }
}

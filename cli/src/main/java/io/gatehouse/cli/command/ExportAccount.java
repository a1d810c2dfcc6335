// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import picocli.CommandLine.Command;

/** Prints all that is known of the caller. */
@Command(name = "export", description = "Print all that is known of you, but your orders, as JSON.")
final class ExportAccount implements Runnable {

    private final CommandContext context;

    ExportAccount(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        context.screen().json(context.signedIn().send(Call.get("/accounts/me/export")).body());
    }
}

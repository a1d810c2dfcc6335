// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.session.SignedInGate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes the second factors of an account whose owner has lost them. */
@Command(
        name = "reset-factors",
        description = "Remove the second factors of a user who has lost them; signs the user out.")
final class RemoveUserFactors implements Runnable {

    private final CommandContext context;

    @Mixin private UserParameter user;

    RemoveUserFactors(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        gate.send(Call.delete("/admin/users/" + user.id(context) + "/factors"));
        if (!context.connection().json()) {
            context.screen().line("The password alone is enough for this user now.");
        }
    }
}

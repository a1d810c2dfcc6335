// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.session.SignedInGate;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes the own account. */
@Command(
        name = "delete",
        description = "Delete your account for good; its orders stay, and name nobody any more.")
final class DeleteAccount implements Runnable {

    private final CommandContext context;

    @Mixin private PasswordOptions password;

    DeleteAccount(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        String typed = password.password(context, "Password, to delete the account");
        gate.send(Call.post("/accounts/me/deletion", Map.of("password", typed)));
        gate.forget();
        if (!context.connection().json()) {
            context.screen().line("The account is deleted.");
        }
    }
}

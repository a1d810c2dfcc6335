// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.session.SignedInGate;
import io.gatehouse.cli.wire.OwnerProof;
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
        boolean hasFactor = OwnerQuestions.hasFactor(gate);
        String typed = password.password(context, "Password, to delete the account");
        gate.send(
                Call.post(
                        "/accounts/me/deletion",
                        new OwnerProof(typed, OwnerQuestions.code(context, hasFactor))));
        gate.forget();
        if (!context.connection().json()) {
            context.screen().line("The account is deleted.");
        }
    }
}

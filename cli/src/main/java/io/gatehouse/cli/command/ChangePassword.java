// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.screen.Asker;
import io.gatehouse.cli.session.SignedInGate;
import io.gatehouse.cli.wire.PasswordChange;
import picocli.CommandLine.Command;

/** Changes the password of the signed-in account. */
@Command(name = "password", description = "Choose a new password (asked for on the terminal).")
public final class ChangePassword implements Runnable {

    private final CommandContext context;

    public ChangePassword(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        boolean hasFactor = OwnerQuestions.hasFactor(gate);
        Asker asker = context.asker();
        String current = asker.password("Current password");
        String chosen = asker.password("New password");
        if (!asker.password("The same again").equals(chosen)) {
            throw new Failure.Misuse("The two passwords differ.");
        }
        gate.send(
                Call.put(
                        "/accounts/me/password",
                        new PasswordChange(
                                current, chosen, OwnerQuestions.code(context, hasFactor))));
        if (!context.connection().json()) {
            context.screen().line("The password is changed.");
        }
    }
}

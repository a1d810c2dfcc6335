// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.session.SignedInGate;
import picocli.CommandLine.Command;

/** Removes the authenticator app. */
@Command(name = "remove", description = "Remove the app: the password alone is enough again.")
final class RemoveFactor implements Runnable {

    private final CommandContext context;

    RemoveFactor(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        gate.send(Call.delete(OwnerQuestions.TOTP, OwnerQuestions.ask(context, gate)));
        OwnerQuestions.signedOut(context, gate, "The app is removed.");
    }
}

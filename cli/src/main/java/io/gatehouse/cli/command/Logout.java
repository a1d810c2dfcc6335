// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.ExitCode;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.session.SignedInGate;
import picocli.CommandLine.Command;

/** Ends the session at the gate and deletes it from this machine. */
@Command(name = "logout", description = "Sign out.")
public final class Logout implements Runnable {

    private final CommandContext context;

    public Logout(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        if (gate.session().isEmpty()) {
            say("Not signed in.");
            return;
        }
        try {
            gate.send(Call.post("/authentication/logout"));
        } catch (Failure failure) {
            if (failure.exitCode() != ExitCode.NOT_SIGNED_IN) {
                throw failure;
            }
        }
        gate.forget();
        say("Signed out.");
    }

    private void say(String text) {
        if (!context.connection().json()) {
            context.screen().line(text);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.session.SignedInGate;
import io.gatehouse.cli.wire.BegunTotp;
import io.gatehouse.cli.wire.RecoveryCodes;
import java.util.Map;
import picocli.CommandLine.Command;

/** Enrols an authenticator app, in place of one that the account has. */
@Command(name = "add", description = "Add an authenticator app, or take another one from now on.")
final class AddFactor implements Runnable {

    private final CommandContext context;

    AddFactor(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        Answer begun = gate.send(Call.post(OwnerQuestions.TOTP, OwnerQuestions.ask(context, gate)));
        context.show(begun, () -> show(begun.as(BegunTotp.class)));
        String code = context.ask("Code that the app shows now");
        Answer confirmed = gate.send(Call.put(OwnerQuestions.TOTP, Map.of("code", code)));
        context.show(
                confirmed, () -> OwnerQuestions.show(context, confirmed.as(RecoveryCodes.class)));
        OwnerQuestions.signedOut(context, gate, "The app is added.");
    }

    private void show(BegunTotp begun) {
        context.screen().line("Give this key to your authenticator app, by hand or as a QR code:");
        context.screen().line(Text.clean(begun.secret()));
        context.screen().remarkToCopy(Text.clean(begun.uri()));
    }
}

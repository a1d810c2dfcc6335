// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.session.SignedInGate;
import io.gatehouse.cli.wire.RecoveryCodes;
import picocli.CommandLine.Command;

/** Makes new recovery codes. */
@Command(name = "codes", description = "Make ten new recovery codes; the old ones are worthless.")
final class RenewRecoveryCodes implements Runnable {

    private final CommandContext context;

    RenewRecoveryCodes(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        Answer answer =
                gate.send(
                        Call.post(
                                OwnerQuestions.FACTORS + "/recovery-codes",
                                OwnerQuestions.ask(context, gate)));
        context.show(answer, () -> OwnerQuestions.show(context, answer.as(RecoveryCodes.class)));
    }
}

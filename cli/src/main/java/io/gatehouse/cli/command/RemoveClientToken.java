// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Withdraws an initial access token. */
@Command(
        name = "remove",
        description = "Withdraw a token: it registers no more clients; those it has stay.")
final class RemoveClientToken implements Runnable {

    private final CommandContext context;

    @Parameters(paramLabel = "ID", description = "The id of the token, as in the list.")
    private UUID id;

    RemoveClientToken(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Answer answer = removed();
        context.show(answer, () -> context.screen().line("The token is withdrawn."));
    }

    private Answer removed() {
        try {
            return context.signedIn().send(Call.delete("/admin/initial-access-tokens/" + id));
        } catch (Failure.Refused refused) {
            throw refused.answer().status() == 404
                    ? refused.advising(
                            "See the ids: " + context.invocation().of("admin clients token list"))
                    : refused;
        }
    }
}

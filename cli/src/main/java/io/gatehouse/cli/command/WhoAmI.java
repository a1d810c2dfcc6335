// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.screen.Facts;
import io.gatehouse.cli.wire.Account;
import picocli.CommandLine.Command;

/** Shows the account of the session, as the gate returns it. */
@Command(name = "whoami", description = "Show who is signed in.")
public final class WhoAmI implements Runnable {

    private final CommandContext context;

    public WhoAmI(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Answer answer = context.signedIn().send(Call.get("/authentication/whoami"));
        context.show(answer, () -> show(answer.as(Account.class)));
    }

    private void show(Account account) {
        context.screen()
                .facts(
                        new Facts()
                                .add("Name", account.username())
                                .add("E-mail", account.email())
                                .add("Roles", String.join(", ", account.roles()))
                                .add("Id", account.id()));
    }
}

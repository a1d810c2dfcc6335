// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.screen.Facts;
import io.gatehouse.cli.wire.Account;
import picocli.CommandLine.Command;

/** Shows the account of the session as the gate knows it. */
@Command(name = "whoami", description = "Show who is signed in.")
public final class WhoAmI implements Runnable {

    private final Visit visit;

    public WhoAmI(Visit visit) {
        this.visit = requireNonNull(visit, "visit");
    }

    @Override
    public void run() {
        Answer answer = visit.signedIn().send(Call.get("/authentication/whoami"));
        visit.show(answer, () -> show(answer.as(Account.class)));
    }

    private void show(Account account) {
        visit.screen()
                .facts(
                        new Facts()
                                .add("Name", account.username())
                                .add("E-mail", account.email())
                                .add("Roles", String.join(", ", account.roles()))
                                .add("Id", account.id()));
    }
}

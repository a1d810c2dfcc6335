// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.ExitCode;
import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.wire.Money;
import io.gatehouse.cli.wire.TrialBalance;
import io.gatehouse.cli.wire.TrialBalance.Balance;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks the ledger of payments; fails when it is wrong, so that a script may watch it. */
@Command(name = "ledger", description = "Check the books of payments, for role payment.")
public final class CheckLedger implements Callable<Integer> {

    private final CommandContext context;

    public CheckLedger(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public Integer call() {
        Answer answer = context.signedIn().send(Call.get("/payments/ledger"));
        TrialBalance books = answer.as(TrialBalance.class);
        context.show(answer, () -> show(books));
        return (books.isRight() ? ExitCode.OK : ExitCode.PROBLEM).number();
    }

    private void show(TrialBalance books) {
        Table table = new Table("ACCOUNT", ">BALANCE");
        for (Balance balance : books.accounts()) {
            table.row(
                    balance.account(), Text.money(new Money(balance.amount(), balance.currency())));
        }
        context.screen().table(table);
        if (books.isRight()) {
            context.screen().remark("The books are right.");
        } else {
            context.screen().error(List.of(faults(books)));
        }
    }

    private static String faults(TrialBalance books) {
        return """
        The books are wrong: %d cents out of balance, %d payments or refunds without \
        entries, %d entries of no payment or refund.\
        """
                .formatted(books.imbalance(), books.missing(), books.unfounded());
    }
}

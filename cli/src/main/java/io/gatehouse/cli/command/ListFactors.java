// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.wire.Factors;
import picocli.CommandLine.Command;

/** Lists the second factors of the account. */
@Command(name = "list", description = "List them, and how many recovery codes are left.")
final class ListFactors implements Runnable {

    private final CommandContext context;

    ListFactors(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Answer answer = context.signedIn().send(Call.get(OwnerQuestions.FACTORS));
        context.show(answer, () -> show(answer.as(Factors.class)));
    }

    private void show(Factors held) {
        if (held.factors().isEmpty()) {
            context.screen()
                    .line(
                            "There is none. Add one: "
                                    + context.invocation().of("account factors add"));
            return;
        }
        Table table = new Table("KIND", "SINCE");
        held.factors().forEach(it -> table.row(it.kind(), context.time(it.enrolledAt())));
        context.screen().table(table);
        context.screen().line("Recovery codes left: " + held.recoveryCodes());
    }
}

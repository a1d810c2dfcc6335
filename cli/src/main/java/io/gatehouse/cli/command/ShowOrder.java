// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.wire.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one order. */
@Command(name = "order", description = "Show an order of yours.")
public final class ShowOrder implements Runnable {

    private final CommandContext context;

    @Mixin private OrderParameter order;

    public ShowOrder(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Answer answer = context.signedIn().send(Call.get("/orders/" + order.id(context)));
        context.show(answer, () -> OrderText.show(context, answer.as(Order.class)));
    }
}

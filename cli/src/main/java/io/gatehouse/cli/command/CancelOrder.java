// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.RetryPolicy;
import io.gatehouse.cli.wire.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Cancels an order; idempotent. */
@Command(name = "cancel", description = "Cancel an order; the money goes back.")
public final class CancelOrder implements Runnable {

    private final CommandContext context;

    @Mixin private OrderParameter order;

    public CancelOrder(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        String path = "/orders/" + order.id(context) + "/cancel";
        Answer answer = context.signedIn().send(Call.post(path).in(RetryPolicy.REPEATABLE));
        context.show(answer, () -> OrderText.show(context, answer.as(Order.class)));
    }
}

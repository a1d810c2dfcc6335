// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Manner;
import io.gatehouse.cli.wire.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Cancels an order; repeating it changes nothing. */
@Command(name = "cancel", description = "Cancel an order; the money goes back.")
public final class CancelOrder implements Runnable {

    private final Visit visit;

    @Mixin private OrderParameter order;

    public CancelOrder(Visit visit) {
        this.visit = requireNonNull(visit, "visit");
    }

    @Override
    public void run() {
        String path = "/orders/" + order.id(visit) + "/cancel";
        Answer answer = visit.signedIn().send(Call.post(path).in(Manner.REPEATABLE));
        visit.show(answer, () -> OrderText.show(visit, answer.as(Order.class)));
    }
}

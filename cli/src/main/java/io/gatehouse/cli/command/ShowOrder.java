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

    private final Visit visit;

    @Mixin private OrderParameter order;

    public ShowOrder(Visit visit) {
        this.visit = requireNonNull(visit, "visit");
    }

    @Override
    public void run() {
        Answer answer = visit.signedIn().send(Call.get("/orders/" + order.id(visit)));
        visit.show(answer, () -> OrderText.show(visit, answer.as(Order.class)));
    }
}

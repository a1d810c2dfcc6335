// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.wire.Order;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Parameters;

/** The parameter for an order. */
final class OrderParameter extends Choice {

    @Parameters(
            index = "0",
            paramLabel = "ORDER",
            description = "Its id or the beginning of it; in the menu also its number in the list.")
    private String order;

    OrderParameter() {
        super("order");
    }

    static SequencedMap<String, String> summaries(List<Order> orders) {
        return Paging.index(orders, Order::id, OrderText::summary);
    }

    @Override
    String typed() {
        return order;
    }

    @Override
    public Seen seen(CommandContext context) {
        return context.recent().orders();
    }

    /** Orders have no names. */
    @Override
    Map<String, String> named(CommandContext context, String name) {
        return Map.of();
    }

    @Override
    Map<String, String> newest(CommandContext context) {
        return summaries(
                Paging.newest().fetch(context.signedIn(), "/orders", Map.of()).as(Order.class));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.screen.Facts;
import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.wire.Money;
import io.gatehouse.cli.wire.Order;
import io.gatehouse.cli.wire.OrderLine;
import java.util.stream.Collectors;

/** Formats orders for a person. */
final class OrderText {

    private OrderText() {}

    static void show(CommandContext context, Order order) {
        context.recent().orders().one(order.id(), summary(order));
        context.screen()
                .facts(
                        new Facts()
                                .add("Order", order.id())
                                .add("Status", order.status())
                                .add("Total", Text.money(order.total()))
                                .add("Placed", context.time(order.createdAt()))
                                .add("Changed", context.time(order.updatedAt())));
        context.screen().line("");
        Table table = new Table(">QUANTITY", "NAME", ">PRICE", ">SUM", "PRODUCT");
        for (OrderLine line : order.lines()) {
            table.row(
                    Long.toString(line.quantity()),
                    line.name(),
                    Text.money(line.unitPrice()),
                    Text.money(sum(line)),
                    context.listed(line.productId()));
        }
        context.screen().table(table);
    }

    static String summary(Order order) {
        return order.lines().stream()
                .map(line -> line.quantity() + " x " + line.name())
                .collect(Collectors.joining(", "));
    }

    private static Money sum(OrderLine line) {
        Money price = line.unitPrice();
        return new Money(Math.multiplyExact(price.amount(), line.quantity()), price.currency());
    }
}

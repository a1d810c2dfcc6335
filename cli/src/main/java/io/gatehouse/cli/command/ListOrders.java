// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.wire.Order;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the orders of the signed-in customer. */
@Command(name = "orders", description = "List your orders, newest first.")
public final class ListOrders implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;

    public ListOrders(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Paging.Listing listing = paging.fetch(context.signedIn(), "/orders", Map.of());
        listing.show(context, () -> show(listing.as(Order.class)));
    }

    private void show(List<Order> orders) {
        context.recent().orders().list(OrderParameter.summaries(orders));
        Table table = new Table("ORDER", "PLACED", "STATUS", ">TOTAL", "PRODUCTS");
        for (Order order : orders) {
            table.row(
                    context.listed(order.id()),
                    context.time(order.createdAt()),
                    order.status(),
                    Text.money(order.total()),
                    OrderText.summary(order));
        }
        context.list(table);
    }
}

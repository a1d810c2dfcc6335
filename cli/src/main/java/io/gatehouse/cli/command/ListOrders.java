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

    private final Visit visit;

    @Mixin private Paging paging;

    public ListOrders(Visit visit) {
        this.visit = requireNonNull(visit, "visit");
    }

    @Override
    public void run() {
        Paging.Listing listing = paging.fetch(visit.signedIn(), "/orders", Map.of());
        listing.show(visit, () -> show(listing.as(Order.class)));
    }

    private void show(List<Order> orders) {
        visit.recent().orders().list(OrderParameter.summaries(orders));
        Table table = new Table("ORDER", "PLACED", "STATUS", ">TOTAL", "PRODUCTS");
        for (Order order : orders) {
            table.row(
                    visit.listed(order.id()),
                    visit.time(order.createdAt()),
                    order.status(),
                    Text.money(order.total()),
                    OrderText.summary(order));
        }
        visit.list(table);
    }
}

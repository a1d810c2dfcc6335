// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.wire.Product;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the products with the columns that only administrators see. */
@Command(name = "list", description = "List the products with what is reserved, sold, archived.")
final class AdminListProducts implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;

    AdminListProducts(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Paging.Listing listing = paging.fetch(context.signedIn(), "/products/admin", Map.of());
        listing.show(context, () -> show(listing.as(Product.class)));
    }

    private void show(List<Product> products) {
        context.recent().products().list(ProductParameter.names(products));
        Table table =
                new Table("PRODUCT", "NAME", ">PRICE", ">STOCK", ">RESERVED", ">SOLD", "ARCHIVED");
        for (Product product : products) {
            table.row(
                    context.listed(product.id()),
                    product.name(),
                    Text.money(product.price()),
                    Long.toString(product.stock()),
                    number(product.reserved()),
                    number(product.sold()),
                    product.archived().orElse(false) ? "yes" : "");
        }
        context.list(table);
    }

    private static String number(Optional<Long> count) {
        return count.map(value -> Long.toString(value)).orElse("");
    }
}

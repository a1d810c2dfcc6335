// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.wire.Product;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what the shop sells. */
@Command(name = "products", description = "List the products.")
public final class ListProducts implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only those whose name or description has this.")
    private String search;

    public ListProducts(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Map<String, String> filter = search == null ? Map.of() : Map.of("q", search);
        Paging.Listing listing = paging.fetch(context.signedIn(), "/products", filter);
        listing.show(context, () -> show(listing.as(Product.class)));
    }

    private void show(List<Product> products) {
        context.recent().products().list(ProductParameter.names(products));
        Table table = new Table("PRODUCT", "NAME", ">PRICE", ">STOCK");
        for (Product product : products) {
            table.row(
                    context.listed(product.id()),
                    product.name(),
                    Text.money(product.price()),
                    Long.toString(product.stock()));
        }
        context.list(table);
    }
}

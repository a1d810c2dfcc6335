// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.wire.Product;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Parameters;

/** The parameter for a product. */
final class ProductParameter extends Choice {

    @Parameters(
            index = "0",
            paramLabel = "PRODUCT",
            description =
                    "Its name, its id or the beginning of it; in the menu also its number in the"
                            + " list.")
    private String product;

    ProductParameter() {
        super("product");
    }

    static SequencedMap<String, String> names(List<Product> products) {
        return Paging.index(products, Product::id, Product::name);
    }

    @Override
    String typed() {
        return product;
    }

    @Override
    public Seen seen(CommandContext context) {
        return context.recent().products();
    }

    @Override
    Map<String, String> named(CommandContext context, String name) {
        return names(
                Paging.unlimited()
                        .fetch(context.signedIn(), "/products", Map.of("q", name))
                        .as(Product.class));
    }

    @Override
    Map<String, String> newest(CommandContext context) {
        return names(
                Paging.newest().fetch(context.signedIn(), "/products", Map.of()).as(Product.class));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.screen.Facts;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.wire.Product;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one product. */
@Command(name = "product", description = "Show a product.")
public final class ShowProduct implements Runnable {

    private final CommandContext context;

    @Mixin private ProductParameter product;

    public ShowProduct(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Answer answer = context.signedIn().send(Call.get("/products/" + product.id(context)));
        context.show(answer, () -> show(answer.as(Product.class)));
    }

    private void show(Product product) {
        context.recent().products().one(product.id(), product.name());
        context.screen().facts(facts(product, context));
    }

    static Facts facts(Product product, CommandContext context) {
        return new Facts()
                .add("Product", product.id())
                .add("Name", product.name())
                .add("Description", product.description())
                .add("Price", Text.money(product.price()))
                .add("Stock", Long.toString(product.stock()))
                .add("Reserved", product.reserved())
                .add("Sold", product.sold())
                .add("Archived", product.archived().map(archived -> archived ? "yes" : "no"))
                .add("Since", context.time(product.createdAt()));
    }
}

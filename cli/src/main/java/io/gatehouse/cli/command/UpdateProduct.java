// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.session.SignedInGate;
import io.gatehouse.cli.wire.Money;
import io.gatehouse.cli.wire.Product;
import io.gatehouse.cli.wire.ProductChange;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes the given fields of a product; the others stay as they are. */
@Command(name = "update", description = "Change a product; what is not given stays.")
final class UpdateProduct implements Runnable {

    private final CommandContext context;

    @Mixin private ProductParameter product;

    @Option(names = "--name", paramLabel = "TEXT", description = "Its new name.")
    private String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is.")
    private String description;

    @Option(
            names = "--price",
            paramLabel = "12.34",
            converter = Price.class,
            description = "Its new price in EUR.")
    private Money price;

    @Option(names = "--stock", paramLabel = "N", description = "How many there are.")
    private Long stock;

    UpdateProduct(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        if (name == null && description == null && price == null && stock == null) {
            throw new Failure.Misuse(
                    "Say what to change: --name, --description, --price or --stock.");
        }
        change(context, product.id(context), this::changed);
    }

    // The stock just read is never written back: a sale may have changed it since.
    private ProductChange changed(Product now) {
        return new ProductChange(
                Optional.ofNullable(name).orElse(now.name()),
                Optional.ofNullable(description).orElse(now.description()),
                Optional.ofNullable(price).orElse(now.price()),
                Optional.ofNullable(stock));
    }

    /** Reads a product, applies the change and writes the result. */
    static void change(CommandContext context, String id, Change change) {
        SignedInGate gate = context.signedIn();
        Product now = gate.send(Call.get("/products/" + id)).as(Product.class);
        Answer answer = gate.send(Call.put("/products/admin/" + id, change.of(now)));
        context.show(
                answer,
                () -> context.screen().facts(ShowProduct.facts(answer.as(Product.class), context)));
    }

    /** Maps the current product to the request that changes it. */
    @FunctionalInterface
    interface Change {
        ProductChange of(Product now);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.wire.Money;
import io.gatehouse.cli.wire.Product;
import io.gatehouse.cli.wire.ProductChange;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adds a product to the catalogue. */
@Command(name = "add", description = "Add a product.")
final class AddProduct implements Runnable {

    private final CommandContext context;

    @Option(names = "--name", required = true, paramLabel = "TEXT", description = "Its name.")
    private String name;

    @Option(
            names = "--price",
            required = true,
            paramLabel = "12.34",
            converter = Price.class,
            description = "Its price in EUR.")
    private Money price;

    @Option(
            names = "--description",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "What it is.")
    private String description;

    @Option(
            names = "--stock",
            defaultValue = "0",
            paramLabel = "N",
            description = "How many there are.")
    private long stock;

    @Option(names = "--id", paramLabel = "UUID", description = "Its id. Else a fresh one.")
    private UUID id;

    AddProduct(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        UUID chosen = id == null ? UUID.randomUUID() : id;
        ProductChange change = new ProductChange(name, description, price, Optional.of(stock));
        Answer answer = context.signedIn().send(Call.post("/products/admin/" + chosen, change));
        context.show(
                answer,
                () -> context.screen().facts(ShowProduct.facts(answer.as(Product.class), context)));
    }
}

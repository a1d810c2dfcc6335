// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.wire.ProductChange;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets the stock of a product. */
@Command(name = "stock", description = "Set how many of a product there are.")
final class SetStock implements Runnable {

    private final CommandContext context;

    @Mixin private ProductParameter product;

    @Parameters(index = "1", paramLabel = "N", description = "How many there are.")
    private long stock;

    SetStock(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        UpdateProduct.change(
                context,
                product.id(context),
                now ->
                        new ProductChange(
                                now.name(), now.description(), now.price(), Optional.of(stock)));
    }
}

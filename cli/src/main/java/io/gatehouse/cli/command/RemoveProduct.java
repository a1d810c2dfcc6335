// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes a product from the catalogue; earlier orders keep its name. */
@Command(name = "remove", description = "Take a product out of the catalogue.")
final class RemoveProduct implements Runnable {

    private final CommandContext context;

    @Mixin private ProductParameter product;

    RemoveProduct(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        context.show(
                context.signedIn().send(Call.delete("/products/admin/" + product.id(context))),
                () -> context.screen().line("The product is no longer sold."));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a product out of the catalogue; old orders still name it. */
@Command(name = "remove", description = "Take a product out of the catalogue.")
final class RemoveProduct implements Runnable {

    private final Visit visit;

    @Mixin private ProductParameter product;

    RemoveProduct(Visit visit) {
        this.visit = requireNonNull(visit, "visit");
    }

    @Override
    public void run() {
        visit.show(
                visit.signedIn().send(Call.delete("/products/admin/" + product.id(visit))),
                () -> visit.screen().line("The product is no longer sold."));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What only an administrator may do; each task is a command below this one. */
@Command(name = "admin", description = "Products and users, for administrators.")
public final class AdminTasks {

    private AdminTasks() {}

    /** Adds the administrator's commands below the given one. */
    public static void addTo(CommandLine shop, Visit visit) {
        shop.addSubcommand(new AdminTasks());
        CommandLine admin = shop.getSubcommands().get("admin");
        admin.addSubcommand(new ProductTasks());
        admin.getSubcommands()
                .get("products")
                .addSubcommand(new AdminListProducts(visit))
                .addSubcommand(new AddProduct(visit))
                .addSubcommand(new UpdateProduct(visit))
                .addSubcommand(new SetStock(visit))
                .addSubcommand(new RemoveProduct(visit));
        admin.addSubcommand(new UserTasks());
        admin.getSubcommands()
                .get("users")
                .addSubcommand(new ListUsers(visit))
                .addSubcommand(new SetRoles(visit))
                .addSubcommand("enable", new EnableUser(visit, true))
                .addSubcommand("disable", new EnableUser(visit, false));
    }

    @Command(name = "products", description = "The catalogue.")
    private static final class ProductTasks {}

    @Command(name = "users", description = "The accounts.")
    private static final class UserTasks {}
}

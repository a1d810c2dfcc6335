// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What only an administrator may do; each task is a command below this one. */
@Command(name = "admin", description = "Products and users, for administrators.")
public final class AdminTasks extends Group {

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
                .addSubcommand("enable", enable(visit, true, "Let a user in again."))
                .addSubcommand("disable", enable(visit, false, "Shut a user out at once."));
    }

    private static CommandLine enable(Visit visit, boolean enabled, String description) {
        CommandLine command = new CommandLine(new EnableUser(visit, enabled));
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    @Command(name = "products", description = "The catalogue.")
    private static final class ProductTasks extends Group {}

    @Command(name = "users", description = "The accounts.")
    private static final class UserTasks extends Group {}
}

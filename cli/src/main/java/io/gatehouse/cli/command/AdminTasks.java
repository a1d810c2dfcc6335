// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group of commands for administrators. */
@Command(
        name = "admin",
        description = "Products, users, clients and the audit trail, for administrators.")
public final class AdminTasks extends Group {

    private AdminTasks() {}

    /** Adds this group and its commands to the given command. */
    public static void addTo(CommandLine shop, CommandContext context) {
        shop.addSubcommand(new AdminTasks());
        CommandLine admin = shop.getSubcommands().get("admin");
        admin.addSubcommand(new ProductTasks());
        admin.getSubcommands()
                .get("products")
                .addSubcommand(new AdminListProducts(context))
                .addSubcommand(new AddProduct(context))
                .addSubcommand(new UpdateProduct(context))
                .addSubcommand(new SetStock(context))
                .addSubcommand(new RemoveProduct(context));
        admin.addSubcommand(new UserTasks());
        admin.getSubcommands()
                .get("users")
                .addSubcommand(new ListUsers(context))
                .addSubcommand(new SetRoles(context))
                .addSubcommand(new RemoveUserFactors(context))
                .addSubcommand("enable", enable(context, true, "Let a user in again."))
                .addSubcommand("disable", enable(context, false, "Shut a user out at once."));
        admin.addSubcommand(new ClientTasks());
        admin.getSubcommands()
                .get("clients")
                .addSubcommand(new AddClient(context))
                .addSubcommand(new ListClients(context))
                .addSubcommand(new RemoveClient(context))
                .addSubcommand(tokens(context));
        addAudit(admin, context);
    }

    private static void addAudit(CommandLine admin, CommandContext context) {
        admin.addSubcommand(new AuditTasks());
        admin.getSubcommands()
                .get("audit")
                .addSubcommand(new ListEvents(context))
                .addSubcommand(new ExportTrail(context))
                .addSubcommand(new VerifyTrail(context))
                .addSubcommand(new ShowTrailKey(context));
    }

    /** A command of its own, with others. */
    private static CommandLine tokens(CommandContext context) {
        return new CommandLine(new MakeClientToken(context))
                .addSubcommand(new ListClientTokens(context))
                .addSubcommand(new RemoveClientToken(context));
    }

    private static CommandLine enable(CommandContext context, boolean enabled, String description) {
        CommandLine command = new CommandLine(new EnableUser(context, enabled));
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    @Command(name = "products", description = "The catalogue.")
    private static final class ProductTasks extends Group {}

    @Command(name = "users", description = "The accounts.")
    private static final class UserTasks extends Group {}

    @Command(name = "clients", description = "The programs that sign people in (OAuth).")
    private static final class ClientTasks extends Group {}

    @Command(name = "audit", description = "What happened to accounts, and who did it.")
    private static final class AuditTasks extends Group {}
}

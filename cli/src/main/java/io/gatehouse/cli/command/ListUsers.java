// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.wire.Account;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the accounts. */
@Command(name = "list", description = "List the accounts.")
final class ListUsers implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only those whose user name has this.")
    private String search;

    ListUsers(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Map<String, String> filter = search == null ? Map.of() : Map.of("q", search);
        Paging.Listing listing = paging.fetch(context.signedIn(), "/admin/users", filter);
        listing.show(context, () -> show(listing.as(Account.class)));
    }

    private void show(List<Account> accounts) {
        context.recent().users().list(UserParameter.names(accounts));
        Table table = new Table("USER", "NAME", "E-MAIL", "ROLES", "STATE");
        for (Account account : accounts) {
            table.row(
                    context.listed(account.id()),
                    account.username(),
                    account.email() == null ? "" : account.email(),
                    String.join(" ", account.roles()),
                    account.enabled().map(on -> on ? "enabled" : "disabled").orElse(""));
        }
        context.list(table);
    }
}

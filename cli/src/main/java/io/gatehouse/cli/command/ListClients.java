// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.wire.Client;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the OAuth clients. */
@Command(name = "list", description = "List the clients.")
final class ListClients implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;

    ListClients(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Paging.Listing listing = paging.fetch(context.signedIn(), "/admin/clients", Map.of());
        listing.show(context, () -> show(listing.as(Client.class)));
    }

    private void show(List<Client> clients) {
        Table table = new Table("CLIENT", "NAME", "PROVES ITSELF BY", "MANAGED");
        for (Client client : clients) {
            table.row(
                    client.id(),
                    client.name().orElse(""),
                    client.authentication().orElse(""),
                    client.firstParty().orElse(false) ? "in the clients' file" : "here");
        }
        context.screen().table(table);
    }
}

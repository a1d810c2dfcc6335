// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the events of the audit trail, of all accounts. */
@Command(name = "list", description = "List what happened, newest first.")
final class ListEvents implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;
    @Mixin private EventFilter filter;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Only what happened to this account, by its whole id.")
    private String account;

    ListEvents(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Map<String, String> query = filter.query();
        if (account != null) {
            query.put("account", account);
        }
        Paging.Listing listing = paging.fetch(context.signedIn(), "/admin/audit", query);
        listing.show(context, () -> EventTable.show(context, listing.items()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what happened to the own account. */
@Command(name = "events", description = "List what happened to your account, newest first.")
final class ListOwnEvents implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;
    @Mixin private EventFilter filter;

    ListOwnEvents(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Paging.Listing listing =
                paging.fetch(context.signedIn(), "/accounts/me/events", filter.query());
        listing.show(context, () -> EventTable.show(context, listing.items()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.cli.screen.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the events of the audit trail. */
@Command(name = "list", description = "List what happened, newest first.")
final class ListEvents implements Runnable {
    private static final int DONE = 1;

    private final CommandContext context;

    @Mixin private Paging paging;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Only what happened to this account, by its whole id.")
    private String account;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only these, such as sign_in.")
    private String kind;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only from then on, such as 2026-01-31T12:00:00Z.")
    private String since;

    ListEvents(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Map<String, String> filter = new TreeMap<>();
        put(filter, "account", account);
        put(filter, "kind", kind);
        put(filter, "since", since);
        Paging.Listing listing = paging.fetch(context.signedIn(), "/admin/audit", filter);
        listing.show(context, () -> show(listing.items()));
    }

    private static void put(Map<String, String> filter, String name, String value) {
        if (value != null) {
            filter.put(name, value);
        }
    }

    private void show(List<JsonNode> events) {
        Table table = new Table("TIME", "WHAT", "ACCOUNT", "BY", "FROM", "REASON");
        for (JsonNode event : events) {
            boolean done = event.path("status_id").asInt(DONE) == DONE;
            table.row(
                    context.time(Instant.ofEpochMilli(event.path("time").asLong())),
                    event.at("/metadata/event_code").asText() + (done ? "" : ", refused"),
                    context.listed(event.at("/user/uid").asText()),
                    context.listed(event.at("/actor/user/uid").asText()),
                    event.at("/src_endpoint/ip").asText(),
                    event.at("/unmapped/reason").asText());
        }
        context.screen().table(table);
    }
}

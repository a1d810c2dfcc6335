// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.cli.screen.Table;
import java.time.Instant;
import java.util.List;

/** Events of the audit trail as a table. */
final class EventTable {
    private static final int DONE = 1;

    private EventTable() {}

    static void show(CommandContext context, List<JsonNode> events) {
        Table table = new Table("TIME", "WHAT", "ACCOUNT", "BY", "FROM", "REASON");
        for (JsonNode event : events) {
            boolean done = event.path("status_id").asInt(DONE) == DONE;
            table.row(
                    context.time(Instant.ofEpochMilli(event.path("time").asLong())),
                    event.at("/metadata/event_code").asText() + (done ? "" : ", refused"),
                    context.listed(
                            event.at("/user/uid").asText(event.at("/unmapped/account").asText())),
                    context.listed(event.at("/actor/user/uid").asText()),
                    event.at("/src_endpoint/ip").asText(),
                    event.at("/unmapped/reason").asText());
        }
        context.screen().table(table);
    }
}

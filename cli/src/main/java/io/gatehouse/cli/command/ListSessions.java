// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.cli.screen.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists where the caller is signed in. */
@Command(name = "list", description = "List where you are signed in, newest first.")
final class ListSessions implements Runnable {
    static final String PATH = "/accounts/me/sessions";

    private final CommandContext context;

    @Mixin private Paging paging;

    ListSessions(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Paging.Listing listing = paging.fetch(context.signedIn(), PATH, Map.of());
        listing.show(context, () -> show(listing.as(Known.class)));
    }

    private void show(List<Known> sessions) {
        Table table = new Table("SESSION", "OF", "SINCE", "FROM", "WITH", "");
        for (Known session : sessions) {
            table.row(
                    session.id(),
                    session.client().orElse("a browser"),
                    context.time(session.startedAt()),
                    session.address().orElse(""),
                    session.userAgent().orElse(""),
                    session.current() ? "this one" : "");
        }
        context.screen().table(table);
    }

    record Known(
            @JsonProperty("id") String id,
            @JsonProperty("client") Optional<String> client,
            @JsonProperty("startedAt") Instant startedAt,
            @JsonProperty("endsAt") Instant endsAt,
            @JsonProperty("address") Optional<String> address,
            @JsonProperty("userAgent") Optional<String> userAgent,
            @JsonProperty("current") boolean current) {}
}

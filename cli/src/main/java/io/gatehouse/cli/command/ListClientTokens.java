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

/** Lists the initial access tokens that still register a client. */
@Command(name = "list", description = "List the tokens that still register a client.")
final class ListClientTokens implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;

    ListClientTokens(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Paging.Listing listing =
                paging.fetch(context.signedIn(), "/admin/initial-access-tokens", Map.of());
        listing.show(context, () -> show(listing.as(Known.class)));
    }

    private void show(List<Known> tokens) {
        Table table = new Table("TOKEN", "MADE BY", "MADE", "EXPIRES", "USES");
        for (Known token : tokens) {
            table.row(
                    token.id(),
                    token.madeByName().or(token::madeBy).orElse(""),
                    context.time(token.createdAt()),
                    context.time(token.expiresAt()),
                    Integer.toString(token.uses()));
        }
        context.screen().table(table);
    }

    record Known(
            @JsonProperty("id") String id,
            @JsonProperty("madeBy") Optional<String> madeBy,
            @JsonProperty("madeByName") Optional<String> madeByName,
            @JsonProperty("createdAt") Instant createdAt,
            @JsonProperty("expiresAt") Instant expiresAt,
            @JsonProperty("uses") int uses) {}
}

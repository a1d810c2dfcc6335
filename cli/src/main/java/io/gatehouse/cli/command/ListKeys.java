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

/** Lists the caller's API keys. */
@Command(name = "list", description = "List your keys, newest first.")
final class ListKeys implements Runnable {

    private final CommandContext context;

    @Mixin private Paging paging;

    ListKeys(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Paging.Listing listing = paging.fetch(context.signedIn(), AddKey.PATH, Map.of());
        listing.show(context, () -> show(listing.as(Known.class)));
    }

    private void show(List<Known> keys) {
        Table table = new Table("KEY", "NAME", "BEGINS", "ROLES", "EXPIRES", "LAST USED");
        for (Known key : keys) {
            table.row(
                    key.id(),
                    key.name(),
                    key.prefix(),
                    String.join(" ", key.roles()),
                    context.time(key.expiresAt()),
                    key.lastUsedAt().map(context::time).orElse("never"));
        }
        context.screen().table(table);
    }

    record Known(
            @JsonProperty("id") String id,
            @JsonProperty("name") String name,
            @JsonProperty("prefix") String prefix,
            @JsonProperty("roles") List<String> roles,
            @JsonProperty("expiresAt") Instant expiresAt,
            @JsonProperty("lastUsedAt") Optional<Instant> lastUsedAt) {

        Known {
            roles = List.copyOf(roles);
        }
    }
}

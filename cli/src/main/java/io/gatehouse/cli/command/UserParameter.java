// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.wire.Account;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Parameters;

/** The parameter for an account. */
final class UserParameter extends Choice {

    @Parameters(
            index = "0",
            paramLabel = "USER",
            description =
                    "The user name, the id or the beginning of it; in the menu also the number in"
                            + " the list.")
    private String user;

    UserParameter() {
        super("user");
    }

    static SequencedMap<String, String> names(List<Account> accounts) {
        return Paging.index(accounts, Account::id, Account::username);
    }

    @Override
    String typed() {
        return user;
    }

    @Override
    public Seen seen(CommandContext context) {
        return context.recent().users();
    }

    @Override
    Map<String, String> named(CommandContext context, String name) {
        return names(
                Paging.unlimited()
                        .fetch(context.signedIn(), "/admin/users", Map.of("q", name))
                        .as(Account.class));
    }

    @Override
    Map<String, String> newest(CommandContext context) {
        return names(
                Paging.newest()
                        .fetch(context.signedIn(), "/admin/users", Map.of())
                        .as(Account.class));
    }
}

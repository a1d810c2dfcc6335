// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.session.SignedInGate;
import io.gatehouse.cli.wire.Account;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Parameters;

/** An account as an administrator names it: by its id or by its user name. */
final class UserParameter {

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");

    @Parameters(index = "0", paramLabel = "USER", description = "The user name, or the id.")
    private String user;

    String id(SignedInGate gate) {
        if (ID.matcher(user).matches()) {
            return user;
        }
        return Paging.unlimited()
                .fetch(gate, "/admin/users", Map.of("q", user))
                .as(Account.class)
                .stream()
                .filter(account -> account.username().equalsIgnoreCase(user))
                .map(Account::id)
                .findFirst()
                .orElseThrow(() -> new Failure.Misuse("There is no user " + user + "."));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.session.SignedInGate;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets the roles of an account; its tokens with the old roles are refused from then on. */
@Command(name = "roles", description = "Set the roles of a user: exactly the given ones.")
final class SetRoles implements Runnable {

    private final CommandContext context;

    @Mixin private UserParameter user;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "ROLE",
            description = "such as customer, payment, admin")
    private List<String> roles;

    SetRoles(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        String path = "/admin/users/" + user.id(context) + "/roles";
        Answer answer = gate.send(Call.put(path, Map.of("roles", roles)));
        context.show(
                answer,
                () -> context.screen().line("The roles are now: " + String.join(" ", roles)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.session.SignedInGate;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Enables an account, or disables it at once. */
@Command
final class EnableUser implements Runnable {

    private final CommandContext context;
    private final boolean enabled;

    @Mixin private UserParameter user;

    EnableUser(CommandContext context, boolean enabled) {
        this.context = requireNonNull(context, "context");
        this.enabled = enabled;
    }

    @Override
    public void run() {
        SignedInGate gate = context.signedIn();
        String path = "/admin/users/" + user.id(context) + "/enabled";
        Answer answer = gate.send(Call.put(path, Map.of("enabled", enabled)));
        context.show(
                answer, () -> context.screen().line(enabled ? "The user is let in." : "Shut out."));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.session.SignedInGate;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets an account in, or shuts it out at once. */
@Command
final class EnableUser implements Runnable {

    private final Visit visit;
    private final boolean enabled;

    @Mixin private UserParameter user;

    EnableUser(Visit visit, boolean enabled) {
        this.visit = requireNonNull(visit, "visit");
        this.enabled = enabled;
    }

    @Override
    public void run() {
        SignedInGate gate = visit.signedIn();
        String path = "/admin/users/" + user.id(visit) + "/enabled";
        Answer answer = gate.send(Call.put(path, Map.of("enabled", enabled)));
        visit.show(
                answer, () -> visit.screen().line(enabled ? "The user is let in." : "Shut out."));
    }
}

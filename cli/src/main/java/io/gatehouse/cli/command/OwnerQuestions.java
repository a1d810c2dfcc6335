// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.session.SignedInGate;
import io.gatehouse.cli.wire.Factors;
import io.gatehouse.cli.wire.OwnerProof;
import io.gatehouse.cli.wire.RecoveryCodes;
import java.util.Optional;

/** What the commands that take the owner of an account have in common. */
final class OwnerQuestions {

    static final String FACTORS = "/accounts/me/factors";
    static final String TOTP = FACTORS + "/totp";

    private OwnerQuestions() {}

    /** Asks for the password and, if there is a factor, for a code. */
    static OwnerProof ask(CommandContext context, SignedInGate gate) {
        boolean hasFactor = hasFactor(gate);
        return new OwnerProof(context.asker().password("Password"), code(context, hasFactor));
    }

    static boolean hasFactor(SignedInGate gate) {
        return !gate.send(Call.get(FACTORS)).as(Factors.class).factors().isEmpty();
    }

    /** Asks for a code, if there is a factor. */
    static Optional<String> code(CommandContext context, boolean hasFactor) {
        return hasFactor
                ? Optional.of(context.ask("Code of your authenticator app"))
                : Optional.empty();
    }

    /** Shows recovery codes, which nobody sees again. */
    static void show(CommandContext context, RecoveryCodes codes) {
        context.screen()
                .line("Recovery codes, each for one sign-in without the app. Keep them safe:");
        Table table = new Table("CODE");
        codes.recoveryCodes().forEach(table::row);
        context.screen().table(table);
    }

    /** Forgets the session, which has ended with all others of the account. */
    static void signedOut(CommandContext context, SignedInGate gate, String done) {
        gate.forget();
        if (!context.connection().json()) {
            context.screen()
                    .line(
                            done
                                    + " You are signed out everywhere; sign in: "
                                    + context.invocation().of("login"));
        }
    }
}

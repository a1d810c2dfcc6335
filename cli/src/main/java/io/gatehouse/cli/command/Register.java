// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.wire.Account;
import io.gatehouse.cli.wire.Registration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens an account and signs in to it. */
@Command(name = "register", description = "Open an account, and sign in to it.")
public final class Register implements Runnable {

    private final Visit visit;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The user name.")
    private String username;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "The e-mail address.")
    private String email;

    @ArgGroup private PasswordOptions source = new PasswordOptions();

    public Register(Visit visit) {
        this.visit = requireNonNull(visit, "visit");
    }

    @Override
    public void run() {
        String name = username == null ? visit.ask("User name") : username;
        String address = email == null ? visit.ask("E-mail") : email;
        String password = password();
        Registration registration = new Registration(name, address, password);
        Answer answer =
                visit.gate()
                        .send(Call.post("/authentication/registration", registration))
                        .orThrow();
        String opened = answer.as(Account.class).username();
        visit.show(answer, () -> say("The account %s is open.", opened));
        visit.signIn(opened, password);
        if (!visit.connection().json()) {
            say("Signed in as %s.", opened);
        }
    }

    private String password() {
        String password = source.password(visit, "Password");
        if (!source.given() && !visit.asker().password("The same again").equals(password)) {
            throw new Failure.Misuse("The two passwords differ.");
        }
        return password;
    }

    private void say(String text, String name) {
        visit.screen().line(text.formatted(Text.clean(name)));
    }
}

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

/** Registers an account and signs in to it. */
@Command(name = "register", description = "Open an account, and sign in to it.")
public final class Register implements Runnable {

    private final CommandContext context;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The user name.")
    private String username;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "The e-mail address.")
    private String email;

    @ArgGroup private PasswordOptions source = new PasswordOptions();

    public Register(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        String name = username == null ? context.ask("User name") : username;
        String address = email == null ? context.ask("E-mail") : email;
        String password = password();
        Registration registration = new Registration(name, address, password);
        Answer answer =
                context.gate()
                        .send(Call.post("/authentication/registration", registration))
                        .orThrow();
        String opened = answer.as(Account.class).username();
        context.show(answer, () -> say("The account %s is open.", opened));
        context.signIn(opened, password);
        if (!context.connection().json()) {
            say("Signed in as %s.", opened);
        }
    }

    private String password() {
        String password = source.password(context, "Password");
        if (!source.given() && !context.asker().password("The same again").equals(password)) {
            throw new Failure.Misuse("The two passwords differ.");
        }
        return password;
    }

    private void say(String text, String name) {
        context.screen().line(text.formatted(Text.clean(name)));
    }
}

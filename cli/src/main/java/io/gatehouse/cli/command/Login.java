// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Json;
import io.gatehouse.cli.screen.Text;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs in and stores the session. */
@Command(name = "login", description = "Sign in.")
public final class Login implements Runnable {

    private final CommandContext context;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The user name.")
    private String username;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "That of the second factor, if the account has one.")
    private String code;

    @ArgGroup private PasswordOptions source = new PasswordOptions();

    public Login(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        String name = username == null ? context.ask("User name") : username;
        context.signIn(name, source.password(context, "Password"), Optional.ofNullable(code));
        if (context.connection().json()) {
            // The response holds the tokens, which must not be printed.
            context.screen().json(Json.write(new SignedInAs(name, context.url().toString())));
        } else {
            context.screen().line("Signed in as %s.".formatted(Text.clean(name)));
        }
    }

    /** The output for {@code --json}. */
    record SignedInAs(String username, String url) {}
}

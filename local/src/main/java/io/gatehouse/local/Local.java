// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.LocalException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher: runs the whole shop with a real gateway on one machine, without a cluster. */
@Command(
        name = "gatehouse",
        synopsisSubcommandLabel = "up|down|reset|status",
        mixinStandardHelpOptions = true,
        subcommands = {Up.class, Down.class, Reset.class, Status.class},
        description = "Runs Gatehouse on this machine.")
public final class Local {
    // Held, because the logging framework would forget a logger that nobody holds.
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Local() {}

    public static void main(String[] args) {
        FLYWAY.setLevel(Level.OFF);
        System.exit(
                new CommandLine(new Local())
                        .setExecutionExceptionHandler(Local::explain)
                        .execute(args));
    }

    private static int explain(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof LocalException) {
            command.getErr().println("gatehouse: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}

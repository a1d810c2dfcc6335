// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import io.gatehouse.gate.edit.AddCommand;
import io.gatehouse.gate.edit.GateCommand;
import io.gatehouse.gate.edit.ListCommand;
import io.gatehouse.gate.edit.RefusedException;
import io.gatehouse.gate.edit.RemoveCommand;
import io.gatehouse.gate.edit.ServiceCommand;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program behind {@code ./gatehouse gate} and {@code ./gatehouse service}. */
@Command(
        name = "./gatehouse",
        synopsisSubcommandLabel = "gate|service",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = GateProgram.Version.class)
public final class GateProgram {
    private GateProgram() {}

    public static void main(String[] args) {
        System.exit(commandLine(Path.of("")).setCommandName(program()).execute(args));
    }

    /** The command line for a work tree. */
    static CommandLine commandLine(Path tree) {
        Path root = tree.toAbsolutePath().normalize();
        CommandLine service =
                new CommandLine(new ServiceCommand())
                        .addSubcommand(new AddCommand(root))
                        .addSubcommand(new RemoveCommand(root))
                        .addSubcommand(new ListCommand(root));
        return new CommandLine(new GateProgram())
                .addSubcommand(new GateCommand(root))
                .addSubcommand(service)
                .setParameterExceptionHandler(GateProgram::refuse)
                .setExecutionExceptionHandler(GateProgram::explain);
    }

    /** The script as it was called, so that hints can be copied. */
    private static String program() {
        return System.getProperty("gatehouse.program", "./gatehouse");
    }

    private static int refuse(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        command.getErr()
                .printf(
                        "gatehouse: %s; try %s --help%n",
                        sentence(failure), command.getCommandSpec().qualifiedName());
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched
                        && !unmatched.isUnknownOption()
                        && !failure.getCommandLine().getSubcommands().isEmpty()
                ? "there is no verb \"%s\"".formatted(unmatched.getUnmatched().getFirst())
                : failure.getMessage();
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed)
            throws Exception {
        return switch (failure) {
            case RefusedException e -> say(command, e, CommandLine.ExitCode.USAGE);
            case IllegalArgumentException e -> say(command, e, CommandLine.ExitCode.SOFTWARE);
            default -> throw failure;
        };
    }

    private static int say(CommandLine command, Exception failure, int exit) {
        command.getErr().println("gatehouse: " + failure.getMessage());
        return exit;
    }

    /** Provides the version of the jar for {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = GateProgram.class.getPackage().getImplementationVersion();
            return new String[] {"gatehouse " + Optional.ofNullable(version).orElse("development")};
        }
    }
}

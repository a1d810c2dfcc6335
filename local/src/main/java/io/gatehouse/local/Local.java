// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** The launcher: runs the whole shop with a real gateway on one machine, without a cluster. */
@Command(
        name = "./gatehouse",
        synopsisSubcommandLabel = "up|down|restart|reset|status|logs|mail",
        mixinStandardHelpOptions = true,
        versionProvider = Local.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            Up.class,
            Down.class,
            Restart.class,
            Reset.class,
            Status.class,
            Logs.class,
            Mails.class
        },
        description = "Runs Gatehouse on this machine.")
public final class Local {
    // A strong reference: java.util.logging drops an unreferenced logger and its level.
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Local() {}

    public static void main(String[] args) {
        FLYWAY.setLevel(Level.OFF);
        System.exit(commandLine().setCommandName(program()).execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Local())
                .registerConverter(Path.class, Local::path)
                .setExecutionStrategy(Local::execute)
                .setParameterExceptionHandler(Local::refuse)
                .setExecutionExceptionHandler(Local::explain);
    }

    /** Rejects an empty name, which would otherwise be the current folder. */
    private static Path path(String value) {
        if (value.isEmpty()) {
            throw new TypeConversionException("an empty name");
        }
        return Path.of(value);
    }

    /** Wraps errors, which picocli does not handle, so that they are explained like exceptions. */
    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.toString(), e);
        }
    }

    /** Prints one sentence; within picocli's full help text a newcomer would not find it. */
    private static int refuse(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        say(
                command,
                "%s; try %s --help"
                        .formatted(failure.getMessage(), command.getCommandSpec().qualifiedName()));
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        switch (failure) {
            case UsageException e -> {
                say(command, e.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            case LocalException e -> say(command, e.getMessage());
            // A failure of the machine, such as a full disk: its message names the file.
            case IOException e -> say(command, describe(e));
            case UncheckedIOException e -> say(command, describe(e.getCause()));
            case ExecutionException e -> say(command, fault(e.getCause()));
            default -> say(command, fault(failure));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String describe(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    /** Describes an unexpected failure in one sentence, and writes its stack trace to a file. */
    private static String fault(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("gatehouse-", ".trace");
            Files.writeString(file, trace.toString());
            return "%s; this is a fault of Gatehouse, its trace is in %s".formatted(failure, file);
        } catch (IOException _) {
            return "a fault of Gatehouse, whose trace cannot be written to a file: " + trace;
        }
    }

    private static void say(CommandLine command, String message) {
        command.getErr().println("gatehouse: " + message);
    }

    /** The script as it was called, so that hints can be copied. */
    static String program() {
        return System.getProperty("gatehouse.program", "./gatehouse");
    }

    /** Provides the version of the jar for {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Local.class.getPackage().getImplementationVersion();
            return new String[] {"gatehouse " + Optional.ofNullable(version).orElse("development")};
        }
    }
}

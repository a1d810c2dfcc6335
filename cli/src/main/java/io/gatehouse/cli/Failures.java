// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.command.CommandContext;
import io.gatehouse.cli.gate.ExitCode;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.Json;
import io.gatehouse.cli.screen.ProblemText;
import io.gatehouse.cli.screen.Screen;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Handles the exceptions of commands: prints the failure and returns the exit code. */
record Failures(CommandContext context)
        implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /** The exit code of shells for a command ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return switch (e) {
            case Failure failure -> told(failure);
            case UserInterruptException _, EndOfFileException _ -> INTERRUPTED;
            default -> {
                context.screen().error(List.of("This should not happen: " + e));
                yield ExitCode.PROBLEM.number();
            }
        };
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        Screen screen = context.screen();
        screen.error(List.of(sentence(e)));
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        String name = command.getCommandSpec().qualifiedName().strip();
        screen.remark("See " + (name.isEmpty() ? "help" : name + " --help"));
        return ExitCode.USAGE.number();
    }

    private static String sentence(ParameterException e) {
        // Users see the label of a parameter, not its position.
        String message =
                e.getMessage().replaceFirst("positional parameter at index \\d+ \\((.+?)\\)", "$1");
        Set<String> commands = e.getCommandLine().getSubcommands().keySet();
        if (commands.isEmpty()) {
            return e instanceof UnmatchedArgumentException
                    ? message + ". A name of several words stands in quotes."
                    : message;
        }
        return e instanceof UnmatchedArgumentException unknown && !unknown.isUnknownOption()
                ? "There is no command %s.".formatted(unknown.getUnmatched().getFirst())
                : message;
    }

    private int told(Failure failure) {
        if (!context.connection().json()) {
            context.screen().error(new ProblemText(context.invocation()).of(failure));
        } else if (failure instanceof Failure.Refused refused) {
            context.screen().jsonError(refused.answer().body());
        } else {
            String code = failure.exitCode().name().toLowerCase(Locale.ROOT);
            context.screen().jsonError(Json.write(new Told(failure.getMessage(), code)));
        }
        return failure.exitCode().number();
    }

    /** The {@code --json} output for a failure without a response from the gate. */
    record Told(String title, String code) {}
}

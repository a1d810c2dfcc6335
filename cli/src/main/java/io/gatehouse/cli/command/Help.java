// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the help of a command, as {@code --help} does. */
@Command(name = "help", description = "Explain a command, or list all of them.")
public final class Help implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "Such as: buy, or: admin users roles.")
    private List<String> words = List.of();

    @Override
    public void run() {
        CommandLine command = spec.parent().commandLine();
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new ParameterException(
                        command, "There is no command %s.".formatted(String.join(" ", words)));
            }
            command = next;
        }
        command.usage(command.getOut());
    }
}

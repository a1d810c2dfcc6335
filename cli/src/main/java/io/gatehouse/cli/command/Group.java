// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command with subcommands only; without one of them it fails and lists them. */
class Group implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        throw new ParameterException(
                command,
                "Say what to do: " + String.join(", ", command.getSubcommands().keySet()) + ".");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands for the services behind the gate. */
@Command(
        name = "service",
        synopsisSubcommandLabel = "add|remove|list",
        description = {
            "Puts a service of your own behind the gate, or takes it away.",
            "docs/your-service.md shows it in ten minutes."
        })
public final class ServiceCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "add, remove or list is missing");
    }
}

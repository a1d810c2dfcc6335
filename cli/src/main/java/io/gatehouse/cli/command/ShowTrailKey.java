// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import picocli.CommandLine.Command;

/** Prints the public key of the audit trail, to be kept where the trail cannot be written. */
@Command(name = "key", description = "Print the public key that verify takes with --key.")
final class ShowTrailKey implements Runnable {

    private final CommandContext context;

    ShowTrailKey(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        context.screen().json(TrailPages.key(context.signedIn()).body());
    }
}

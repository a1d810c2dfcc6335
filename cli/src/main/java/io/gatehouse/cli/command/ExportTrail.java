// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the audit trail as lines of JSON. */
@Command(
        name = "export",
        description = "Write the trail, an event of OCSF in JSON in each line, oldest first.")
final class ExportTrail implements Runnable {

    private final CommandContext context;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "A new file, else the standard output.")
    private Path out;

    @Option(
            names = "--after",
            paramLabel = "N",
            defaultValue = "0",
            description = "Only the events after this number.")
    private long after;

    ExportTrail(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        if (out == null) {
            TrailPages.read(context.signedIn(), after, context.screen()::json);
            return;
        }
        try (PrintWriter file =
                new PrintWriter(Files.newBufferedWriter(out, StandardOpenOption.CREATE_NEW))) {
            TrailPages.read(context.signedIn(), after, file::println);
            if (file.checkError()) {
                throw new Failure.Misuse(out + " could not be written.");
            }
        } catch (IOException e) {
            throw new Failure.Misuse(out + " could not be written: " + e, e);
        }
        context.screen().line("Written: " + out);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.gate.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for the source of a password; never an argument, since other users can see those. */
final class PasswordOptions {

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Take the password from the first line of a file.")
    private Path file;

    @Option(
            names = "--password-stdin",
            description = "Take the password from the first line of standard input.")
    private boolean stdin;

    boolean given() {
        return file != null || stdin;
    }

    /** The password from the chosen source; without an option the user is asked. */
    String password(CommandContext context, String question) {
        if (file != null) {
            return fromFile();
        }
        return stdin
                ? line(context.environment().streams().in(), "Standard input")
                : asked(context, question);
    }

    private static String asked(CommandContext context, String question) {
        try {
            return context.asker().password(question);
        } catch (Failure.Misuse e) {
            throw new Failure.Misuse(
                    e.getMessage() + " Use --password-file or --password-stdin.", e);
        }
    }

    private String fromFile() {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return line(reader, file.toString());
        } catch (IOException e) {
            throw new Failure.Misuse("The password file " + file + " cannot be read.", e);
        }
    }

    private static String line(BufferedReader reader, String source) {
        try {
            String line = reader.readLine();
            if (line == null || line.isEmpty()) {
                throw new Failure.Misuse(source + " holds no password.");
            }
            return line;
        } catch (IOException e) {
            throw new Failure.Misuse(source + " cannot be read.", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Failure;
import java.io.Console;

/** Asks on the terminal a single command was started from. */
public final class ConsoleAsker implements Asker {

    private final Console console;

    public ConsoleAsker(Console console) {
        this.console = requireNonNull(console, "console");
    }

    @Override
    public String line(String question) {
        String line = console.readLine("%s: ", question);
        if (line == null) {
            throw new Failure.Misuse("No answer to: " + question);
        }
        return line.strip();
    }

    @Override
    public String password(String question) {
        char[] password = console.readPassword("%s: ", question);
        if (password == null) {
            throw new Failure.Misuse("No answer to: " + question);
        }
        return new String(password);
    }
}

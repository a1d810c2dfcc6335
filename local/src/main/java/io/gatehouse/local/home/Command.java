// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import io.gatehouse.local.process.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a program to its end and returns its output. Ctrl-C does not reach the program: the launcher
 * ends it, so that a stop by the user is not reported as a failure.
 */
public final class Command {
    private Command() {}

    /**
     * Runs a command.
     *
     * @param what names the step in the message when it fails
     * @return its standard output and error
     * @throws LocalException with that output when it fails
     */
    public static String run(String what, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(Programs.ofThisProgram().detached(command))
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .start();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
                if (process.waitFor() != 0) {
                    throw new LocalException("%s failed:%n%s".formatted(what, text));
                }
                return text;
            }
        } catch (IOException e) {
            throw new LocalException("%s failed: %s".formatted(what, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException(what + " was interrupted", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the call of a program ended and what it said. */
public record Called(int exit, String out, String err) {

    /** Calls a program with nobody at the terminal. */
    public static Called run(ProcessBuilder program) throws IOException, InterruptedException {
        Path out = Files.createTempFile("called", ".out");
        Path err = Files.createTempFile("called", ".err");
        try {
            int exit =
                    program.redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start()
                            .waitFor();
            return new Called(exit, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}

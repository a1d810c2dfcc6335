// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A failure that nobody foresaw: one sentence for a person, the trace in a file for a report. */
final class Fault {
    private Fault() {}

    static String describe(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("gatehouse-", ".trace");
            Files.writeString(file, trace.toString());
            return "%s; this is a fault of Gatehouse, its trace is in %s".formatted(failure, file);
        } catch (IOException _) {
            return "a fault of Gatehouse, whose trace cannot be written to a file: " + trace;
        }
    }
}

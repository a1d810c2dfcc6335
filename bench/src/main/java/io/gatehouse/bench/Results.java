// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** What a command that measures says while it does so and at its end. */
public record Results(Repository repository, Clock clock, CommandSpec spec) {

    /** A line for whoever waits. */
    public void say(String line) {
        spec.commandLine().getErr().println(line);
    }

    /** Under which circumstances something is measured from now on; more can be added. */
    public Map<String, String> circumstances() {
        Machine machine = Machine.thisOne();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commit", repository.commit());
        facts.put("date", LocalDate.now(clock).toString());
        facts.put(
                "command",
                spec.name()
                        + " "
                        + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        facts.put(
                "machine",
                "%d cores, %s, %s".formatted(machine.cores(), machine.model(), machine.memory()));
        facts.put("Java", machine.java());
        facts.put("load before the start", machine.load());
        return facts;
    }

    /**
     * Writes a report to a file of today, and to standard output.
     *
     * @param what the rest of the name of the file
     */
    public void publish(Path folder, String what, String text) throws IOException {
        Path file = folder.resolve(LocalDate.now(clock) + "-" + what + ".md");
        Files.createDirectories(folder);
        Files.writeString(file, text);
        say("written to " + file);
        spec.commandLine().getOut().println(text);
    }
}

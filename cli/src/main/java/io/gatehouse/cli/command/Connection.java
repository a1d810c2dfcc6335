// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.gate.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that all commands share. */
public final class Connection {
    private static final Pattern REASON = Pattern.compile("[\\x20-\\x7e]{1,200}");

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description =
                    "Where the gate is. Else $$GATEHOUSE_URL, else the system that runs on this"
                            + " machine, else https://localhost:8443.")
    private String url;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "The only CA to trust, in PEM. Else $$GATEHOUSE_CA, else certs/ca.crt of the"
                            + " system on this machine.")
    private String ca;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "The folder of the system on this machine, as for up. Else $$GATEHOUSE_HOME,"
                            + " else .local beside the script.")
    private String home;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print the answer as the gate sent it (problems to standard error).")
    private boolean json;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            scope = ScopeType.INHERIT,
            description =
                    "Why, for the audit trail: what an administrator changes is kept with it.")
    private String reason;

    @SuppressWarnings("UnusedVariable") // read by picocli, which ends the command
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    Optional<String> url() {
        return Optional.ofNullable(url);
    }

    Optional<String> ca() {
        return Optional.ofNullable(ca);
    }

    Optional<String> home() {
        return Optional.ofNullable(home);
    }

    /**
     * Why something is done, in one line of printable ASCII, at most 200 characters.
     *
     * @throws Failure.Misuse for any other text
     */
    Optional<String> reason() {
        if (reason != null && !REASON.matcher(reason).matches()) {
            throw new Failure.Misuse("A reason is 1 to 200 printable characters of ASCII.");
        }
        return Optional.ofNullable(reason);
    }

    public boolean json() {
        return json;
    }

    /** These options as command-line arguments. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        reason().ifPresent(value -> arguments.addAll(List.of("--reason", value)));
        url().ifPresent(value -> arguments.addAll(List.of("--url", value)));
        ca().ifPresent(value -> arguments.addAll(List.of("--ca", value)));
        home().ifPresent(value -> arguments.addAll(List.of("--home", value)));
        if (json) {
            arguments.add("--json");
        }
        return List.copyOf(arguments);
    }
}

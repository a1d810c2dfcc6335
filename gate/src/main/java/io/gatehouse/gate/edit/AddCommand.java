// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import static io.gatehouse.gate.edit.RefusedException.require;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that puts a service behind the gate. */
@Command(
        name = "add",
        sortOptions = false,
        description = {
            "Puts a service behind the gate.",
            "Writes services/NAME.yaml, a block in gate/routes.yaml, and what is made of them;"
                    + " nothing where anything is wrong."
        })
public final class AddCommand implements Callable<Integer> {
    /** Characters with a meaning in a shell; no shell reads the command. */
    private static final String SHELL = "'\"\\$`;|&<>()*?[]{}#~";

    private final Path root;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "lower-case words joined by -")
    private String name;

    @Parameters(
            index = "1..*",
            paramLabel = "WORD",
            description = "after --: the command word by word, where a word has blanks or quotes")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--port",
            required = true,
            paramLabel = "N",
            description = "where it listens with plain HTTP; it is told in PORT as well")
    private int port;

    @Option(
            names = "--command",
            paramLabel = "COMMAND",
            description =
                    "starts it on this machine, from the root of the work tree; it is split at blanks,"
                            + " no shell reads it")
    private String command;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "its image in a cluster (default: gatehouse/NAME)")
    private String image;

    @Option(
            names = "--health",
            paramLabel = "PATH",
            defaultValue = "/health",
            description = "GET answers 2xx while it is well (default: ${DEFAULT-VALUE})")
    private String health;

    @Option(names = "--database", description = "it gets a database and a role of its own")
    private boolean hasDatabase;

    @Option(
            names = "--caller",
            paramLabel = "CALLER",
            description =
                    "who may call it inside: \"" + NewService.CALLER_FORM + "\"; may be repeated")
    private List<String> callers = new ArrayList<>();

    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            description = {
                "what the gate lets through to it; may be repeated:",
                "\"" + NewRoute.FORM + "\""
            })
    private List<String> routes = new ArrayList<>();

    /** Creates the command for a work tree. */
    public AddCommand(Path root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        NewService service =
                new NewService(
                        name,
                        port,
                        commandWords(),
                        image == null ? name : image,
                        health,
                        hasDatabase,
                        callers);
        Report report = new Report(spec);
        report.changed(new Tables(root).add(service, routes));
        report.afterAdding(name);
        return 0;
    }

    private List<String> commandWords() {
        require(
                command == null || words.isEmpty(),
                "the command is given twice, with --command and after --");
        if (command == null) {
            require(
                    !words.isEmpty(),
                    "what starts %s is missing: --command, or words after --".formatted(name));
            return words;
        }
        require(
                command.chars().noneMatch(c -> SHELL.indexOf(c) >= 0),
                "--command is split at blanks and no shell reads it: give its words after -- instead");
        return List.of(command.strip().split("\\s+"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what is made of the tables of the gate and the services, or says what would change. */
@Command(
        name = "./gatehouse gate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = GateCommand.Version.class,
        description = {
            "Makes the files of the mesh's gateway, of authz and of the workloads in the cluster from"
                    + " the tables in gate/ and from services/.",
            "Only what kubectl apply -k needs is in the repository; the laptop's gate is made at"
                    + " each start."
        })
public final class GateCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    private final Path root;

    @Spec private CommandSpec spec;

    @Option(
            names = "--check",
            description = "write nothing; exit 1 when a file is not as it would be")
    private boolean isCheck;

    private GateCommand(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public static void main(String[] args) {
        System.exit(commandLine(Path.of("")).execute(args));
    }

    /** The command for a work tree. */
    static CommandLine commandLine(Path root) {
        return new CommandLine(new GateCommand(root))
                .setParameterExceptionHandler(GateCommand::refuse)
                .setExecutionExceptionHandler(GateCommand::explain);
    }

    private static int refuse(ParameterException failure, String[] args) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.printf("gatehouse: %s; try ./gatehouse gate --help%n", failure.getMessage());
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof IllegalArgumentException) {
            command.getErr().println("gatehouse: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        MadeFiles made = MadeFiles.of(root);
        List<String> different = made.different();
        List<String> abandoned = made.abandoned();
        if (isCheck) {
            different.forEach(file -> out.println("differs from what it is made of: " + file));
            abandoned.forEach(file -> out.println("is made of nothing any more: " + file));
            if (different.isEmpty() && abandoned.isEmpty()) {
                return 0;
            }
            out.println("./gatehouse gate writes them anew.");
            return DIFFERENT;
        }
        for (String file : different) {
            made.write(file);
            out.println("written: " + file);
        }
        for (String file : abandoned) {
            made.remove(file);
            out.println("removed: " + file);
        }
        return 0;
    }

    /** Tells the version the jar was built with. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = GateCommand.class.getPackage().getImplementationVersion();
            return new String[] {"gatehouse " + Optional.ofNullable(version).orElse("development")};
        }
    }
}

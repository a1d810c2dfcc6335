// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import io.gatehouse.gate.print.HeaderParts;
import io.gatehouse.gate.print.MeshGate;
import io.gatehouse.gate.table.TableFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what is made of the tables of the gate, or says what would change. */
@Command(
        name = "./gatehouse gate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = GateCommand.Version.class,
        description = {
            "Makes the files of the mesh's gateway and of authz from the tables in gate/.",
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
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = root.resolve(file.getKey());
            if (read(path).filter(file.getValue()::equals).isEmpty()) {
                different.add(file.getKey());
                if (!isCheck) {
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
            }
        }
        String what = isCheck ? "differs from the tables of gate/: " : "written: ";
        different.forEach(file -> out.println(what + file));
        if (isCheck && !different.isEmpty()) {
            out.println("./gatehouse gate writes them anew.");
            return DIFFERENT;
        }
        return 0;
    }

    private Map<String, String> files() {
        Path gate = root.resolve("gate");
        MeshGate mesh =
                new MeshGate(
                        gate.resolve("mesh"),
                        TableFile.routes(gate.resolve("routes.yaml")),
                        TableFile.problems(gate.resolve("problems.yaml")),
                        HeaderParts.read(gate.resolve("headers.yaml")));
        return mesh.files(
                TableFile.limits(gate.resolve("limits.yaml")),
                TableFile.limits(gate.resolve("limits-seed.yaml")));
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

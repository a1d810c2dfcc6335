// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A work tree with the scripts and the launcher, in which no service is built, and a Maven that
 * only notes its calls.
 */
final class WorkTree {
    private static final Path SOURCE = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> FILES =
            List.of(
                    "gatehouse",
                    "pom.xml",
                    "certs/make",
                    "certs/secrets",
                    "config/version",
                    "local/envoy-requirements.txt",
                    "local/envoy.yaml",
                    "services/idp.yaml",
                    "services/authz.yaml",
                    "services/products.yaml",
                    "services/orders.yaml",
                    "gate/headers.yaml",
                    "gate/limits.yaml",
                    "gate/limits-seed.yaml",
                    "gate/problems.yaml",
                    "gate/routes.yaml",
                    "local/target/local.jar");

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    private WorkTree(Path root) {
        this.root = root;
    }

    static WorkTree in(Path folder) throws IOException {
        WorkTree tree = new WorkTree(folder.resolve("tree"));
        for (String file : FILES) {
            Path copy = tree.path(file);
            Files.createDirectories(copy.getParent());
            Files.copy(SOURCE.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path libraries = Files.createDirectory(tree.path("local/target/libs"));
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(SOURCE.resolve("local/target/libs"))) {
            for (Path jar : jars) {
                Files.createLink(libraries.resolve(jar.getFileName()), jar);
            }
        }
        Files.createFile(tree.path("local/target/.built"));
        tree.program(
                "mvn",
                """
                [ "$1" != -v ] || { echo 'Apache Maven 3.9.0'; exit; }
                echo "$PWD: $*" >>'%s'
                exit 1\
                """
                        .formatted(tree.path("mvn.calls")));
        tree.program("envoy", "echo 'envoy  version: 0/1.40.0/Clean/RELEASE/BoringSSL'");
        tree.environment.put("ENVOY", tree.path("bin/envoy").toString());
        return tree;
    }

    Path path(String file) {
        return root.resolve(file);
    }

    /** Puts a shell script on the search path of what is called. */
    Path program(String name, String script) throws IOException {
        Path program = path("bin/" + name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + '\n');
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    /** A service that counts as built; its jar is empty. */
    void built(String service) throws IOException {
        Files.createDirectories(path(service + "/target/libs"));
        Files.createFile(path(service + "/target/%s.jar".formatted(service)));
        Files.createFile(path(service + "/target/.built"));
    }

    WorkTree with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What Maven was called with, and where. */
    List<String> mavenCalls() throws IOException {
        Path calls = path("mvn.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** Calls its script. */
    Called gatehouse(String... arguments) throws IOException, InterruptedException {
        return call(path("gatehouse"), root, List.of(arguments));
    }

    /** Calls a script of the whole work tree, with this Maven. */
    Called whole(String script, List<String> arguments) throws IOException, InterruptedException {
        return call(SOURCE.resolve(script), root, arguments);
    }

    Called call(Path script, Path folder, List<String> arguments)
            throws IOException, InterruptedException {
        Path out = path("called.out");
        Path err = path("called.err");
        Process process =
                builder(script, folder, arguments)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        int exit = process.waitFor();
        return new Called(exit, Files.readString(out), Files.readString(err));
    }

    /** A call with nobody at the terminal, and with nothing of Gatehouse's in the environment. */
    ProcessBuilder builder(Path script, Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        Map<String, String> inherited = builder.environment();
        inherited.keySet().removeIf(name -> name.startsWith("GATEHOUSE_") || name.equals("BASE"));
        inherited.put("PATH", path("bin") + ":" + inherited.get("PATH"));
        inherited.put("JAVA_HOME", System.getProperty("java.home"));
        inherited.putAll(environment);
        return builder;
    }

    /** A folder where the libraries can be linked to. */
    static final class Folder implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
                throws IOException {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tree");
        }
    }

    /** How a call ended and what it said. */
    record Called(int exit, String out, String err) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.testkit.Called;
import io.gatehouse.testkit.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class WorkTree extends FileTree {
    private static final List<String> FILES =
            List.of(
                    "gatehouse",
                    "pom.xml",
                    "certs/make",
                    "certs/secrets",
                    "config/version",
                    "local/envoy-requirements.txt",
                    "local/envoy.yaml",
                    "local/target/local.jar");

    private final Map<String, String> environment = new HashMap<>();

    private WorkTree(Path root) {
        super(root);
    }

    static WorkTree in(Path folder) throws IOException {
        WorkTree tree = new WorkTree(folder.resolve("tree"));
        for (String file : FILES) {
            tree.copy(file);
        }
        tree.copy("services", "{idp,authz,products,orders,payments}.yaml");
        tree.copy("gate", "*.yaml");
        tree.linkFiles("local/target/libs");
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

    /** Puts a shell script on the search path of what is called. */
    Path program(String name, String script) throws IOException {
        return script("bin/" + name, script);
    }

    /** A service that counts as built; its jar is empty. */
    void built(String module) throws IOException {
        Path target = path(module + "/target");
        Files.createDirectories(target.resolve("libs"));
        Files.createFile(target.resolve(target.getParent().getFileName() + ".jar"));
        Files.createFile(target.resolve(".built"));
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
        return call(path("gatehouse"), root(), List.of(arguments));
    }

    /** Calls a script of the whole work tree, with this Maven. */
    Called whole(String script, List<String> arguments) throws IOException, InterruptedException {
        return call(REPOSITORY.resolve(script), root(), arguments);
    }

    Called call(Path script, Path folder, List<String> arguments)
            throws IOException, InterruptedException {
        return Called.run(builder(script, folder, arguments));
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
}

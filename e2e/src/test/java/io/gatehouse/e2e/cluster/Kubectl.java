// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The kubectl of the PATH, speaking to whatever cluster it is set up for. */
final class Kubectl {
    private static final int LONGEST_MINUTES = 15;

    /** What a command said and how it ended. */
    record Result(List<String> command, int status, String out, String error) {

        Result orFail() {
            if (status != 0) {
                throw new AssertionError(
                        String.join(" ", command) + " ended with " + status + ": " + error + out);
            }
            return this;
        }
    }

    private Kubectl() {}

    /** Runs it, fails if it does, and answers what it printed. */
    static String run(String... arguments) {
        return attempt(arguments).orFail().out().strip();
    }

    static JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        return Json.read(run(all.toArray(String[]::new)));
    }

    /** A file of the resources' folder {@code cluster}. */
    static String manifest(String name) {
        try (InputStream file = Kubectl.class.getResourceAsStream("/cluster/" + name + ".yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read manifest " + name, e);
        }
    }

    static void apply(String manifests) {
        command(Optional.of(manifests), kubectl("apply", "-f", "-")).orFail();
    }

    static void delete(String manifests) {
        command(Optional.of(manifests), kubectl("delete", "--ignore-not-found", "-f", "-"))
                .orFail();
    }

    /** An object as it is, to be applied again once a test has taken it away or changed it. */
    static ObjectNode kept(String namespace, String kind, String name) {
        ObjectNode object = (ObjectNode) json("-n", namespace, "get", kind, name);
        object.withObject("/metadata")
                .remove(List.of("uid", "resourceVersion", "creationTimestamp", "managedFields"));
        return object;
    }

    /** Runs it, whatever comes of it. */
    static Result attempt(String... arguments) {
        return command(Optional.empty(), kubectl(arguments));
    }

    /** The same, with a text as its input. */
    static Result attemptWith(String input, String... arguments) {
        return command(Optional.of(input), kubectl(arguments));
    }

    /** What the proxy in a pod says about itself, by a path of Envoy's administration. */
    static String proxy(String namespace, String pod, String path) {
        return run(
                "-n",
                namespace,
                "exec",
                pod,
                "-c",
                "istio-proxy",
                "--",
                "pilot-agent",
                "request",
                "GET",
                path);
    }

    private static List<String> kubectl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs any command, with a text as its input. */
    static Result command(Optional<String> input, List<String> command) {
        try {
            Path out = Files.createTempFile("command", ".out");
            Path error = Files.createTempFile("command", ".error");
            try {
                Process process =
                        new ProcessBuilder(command)
                                .redirectOutput(out.toFile())
                                .redirectError(error.toFile())
                                .start();
                try (OutputStream stdin = process.getOutputStream()) {
                    stdin.write(input.orElse("").getBytes(StandardCharsets.UTF_8));
                }
                if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError(String.join(" ", command) + " does not end");
                }
                return new Result(
                        command,
                        process.exitValue(),
                        Files.readString(out),
                        Files.readString(error));
            } finally {
                Files.delete(out);
                Files.delete(error);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import io.gatehouse.gate.print.HeaderParts;
import io.gatehouse.gate.print.LocalGate;
import io.gatehouse.gate.print.SecretFiles;
import io.gatehouse.gate.table.Limits;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.local.Gateway;
import io.gatehouse.local.envoy.EnvoyBinary;
import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.Ports;
import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files a gate starts from: the repository's own, and a folder for what a test makes. */
public record GateFiles(Path directory, Path certs) {

    /** An origin beside the gate's own whose pages may use the session cookie. */
    static final String SECOND_ORIGIN = "https://pages.example";

    /** A client that has a certificate. */
    static final String CLIENT = "robot";

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final List<String> PORTS =
            List.of(
                    "gateway.port",
                    "http.port",
                    "certificate.port",
                    "admin.port",
                    "idp.port",
                    "authz.port",
                    "authz.grpc.port",
                    "products.port",
                    "orders.port",
                    "payments.port");

    /** A folder of this name below target, and the certificates that all tests share. */
    static GateFiles in(String name) {
        Path target = MODULE.resolve("target/gate");
        GateFiles files = new GateFiles(target.resolve(name), target.resolve("certs"));
        try {
            Files.createDirectories(files.directory);
            Files.deleteIfExists(files.directory.resolve("access.log"));
            Path make = repository("certs/make");
            Command.run(
                    "certs/make",
                    List.of(make.toString(), "--out", files.certs.toString(), "--client", CLIENT));
            files.writeSecrets(List.of("gateway"));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the repository by its path from the root. */
    public static Path repository(String path) {
        return MODULE.getParent().resolve(path);
    }

    public static Limits limits(String file) {
        return TableFile.limits(repository("gate/" + file));
    }

    /** The configuration of a gate with these limits. */
    static String configuration(Limits limits, Map<String, String> values) {
        return new LocalGate(
                        TableFile.routes(repository("gate/routes.yaml")),
                        TableFile.problems(repository("gate/problems.yaml")),
                        limits,
                        HeaderParts.read(repository("gate/headers.yaml")))
                .configuration(repository("local/envoy.yaml"), values);
    }

    /** A value for each place of the configuration, with free ports. */
    Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        Ports ports = new Ports(new SecureRandom());
        PORTS.forEach(port -> values.put(port, Integer.toString(ports.free())));
        values.put("issuer", "https://localhost:" + values.get("gateway.port"));
        values.put("origins", "'" + values.get("issuer") + "', '" + SECOND_ORIGIN + "'");
        values.put("secrets", secrets().toString());
        values.put("log", directory.resolve("access.log").toString());
        values.put("loopback6", Gateway.loopback6());
        return values;
    }

    /** Where Envoy finds keys and certificates of these workloads. */
    void writeSecrets(List<String> workloads) throws IOException {
        Files.createDirectories(secrets());
        for (Map.Entry<String, String> file : SecretFiles.of(certs, workloads).entrySet()) {
            Files.writeString(secrets().resolve(file.getKey()), file.getValue());
        }
    }

    Path secrets() {
        return directory.resolve("tls");
    }

    /** Starts Envoy with this configuration. */
    Process envoy(String text) {
        Path configuration = write(text);
        List<String> command = new ArrayList<>(List.of(binary(), "-c", configuration.toString()));
        // Two threads show a bucket that is not shared; several gates may run at once, without hot
        // restart; the log is read while the gate runs.
        command.addAll(List.of("--concurrency", "2", "--disable-hot-restart"));
        command.addAll(List.of("--file-flush-interval-msec", "50"));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("envoy.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Envoy says about a configuration; empty when it has nothing against it. */
    String validate(String text) {
        Path configuration = write(text);
        List<String> command =
                List.of(binary(), "--mode", "validate", "-c", configuration.toString());
        try {
            Called envoy = Called.run(new ProcessBuilder(command));
            if (envoy.exit() != 0) {
                throw new IllegalStateException(command + ": " + envoy);
            }
            return (envoy.out() + envoy.err())
                    .lines()
                    .filter(line -> line.contains("[warning]") || line.contains("[error]"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path write(String configuration) {
        try {
            return Files.writeString(directory.resolve("envoy.yaml"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String binary() {
        Map<String, String> environment = System.getenv();
        EnvoyBinary envoy =
                new EnvoyBinary(
                        repository("local/envoy-requirements.txt"),
                        Cache.of(environment),
                        environment);
        try {
            return envoy.find().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

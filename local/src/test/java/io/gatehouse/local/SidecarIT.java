// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.gate.print.Sidecar;
import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Resources;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Routes;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Envoy beside a service that is not ours, when everything it proves itself by is renewed. */
final class SidecarIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SERVICE = "orders";

    @TempDir private Path folder;

    private final Ports ports = new Ports(new SecureRandom());
    private final int port = ports.free();
    private HttpServer program;
    private Process envoy;
    private Path certs;

    @BeforeEach
    void start() throws IOException {
        program =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.free()), 100);
        program.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        program.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        program.start();
        certs = folder.resolve("certs");
        make();
        GateFiles files = new GateFiles(folder, certs);
        files.writeSecrets(List.of(SERVICE));
        envoy = files.envoy(configuration(files));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask() == 204);
    }

    @AfterEach
    void end() throws InterruptedException {
        envoy.destroyForcibly().waitFor();
        program.stop(0);
    }

    /** Each request comes over a connection of its own, by what stands in the files then. */
    @Test
    void certificatesWhenAllAreMadeAgainUnderLoadThenNoAnswerFails() throws IOException {
        String before = Files.readString(certs.resolve("workloads/ca.crt"));
        List<Integer> answers = new ArrayList<>();
        CompletableFuture<Void> renewal = CompletableFuture.runAsync(() -> make("--force"));

        while (!renewal.isDone()) {
            answers.add(ask());
        }
        renewal.join();

        assertThat(Files.readString(certs.resolve("workloads/ca.crt")))
                .contains(before)
                .isNotEqualTo(before);
        assertThat(ask()).isEqualTo(204);
        assertThat(answers).isNotEmpty().containsOnly(204);
    }

    private int ask() {
        return new GateClient(GateTls.workload(certs, "gateway"), port, "127.0.0.1")
                .send("GET", "/orders")
                .status();
    }

    private void make(String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                GateFiles.repository("certs/make").toString(),
                                "--out",
                                certs.toString()));
        command.addAll(List.of(options));
        Command.run("certs/make", command);
    }

    private String configuration(GateFiles files) {
        Service service =
                new Service(
                        SERVICE,
                        false,
                        List.of(),
                        new Foreign(
                                5000,
                                List.of("program"),
                                "program",
                                "/well",
                                new Resources("50m", "64Mi", "128Mi")));
        Routes routes = TableFile.routes(GateFiles.repository("gate/routes.yaml"));
        Map<String, String> values = new HashMap<>();
        values.put("inbound.port", Integer.toString(port));
        values.put("admin.port", Integer.toString(ports.free()));
        values.put("program.port", Integer.toString(program.getAddress().getPort()));
        values.put("secrets", files.secrets().toString());
        return new Sidecar(
                        service,
                        new Services(List.of(service)),
                        routes,
                        TableFile.problems(GateFiles.repository("gate/problems.yaml")))
                .configuration(GateFiles.repository("local/sidecar.yaml"), values);
    }
}

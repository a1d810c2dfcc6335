// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.gate.print.HeaderParts;
import io.gatehouse.gate.print.Sidecar;
import io.gatehouse.gate.service.Caller;
import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Resources;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Routes;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.Ports;
import io.gatehouse.testkit.HttpAnswer;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Envoy beside a service that is not ours: whom it believes, also while all is renewed. */
@TestInstance(Lifecycle.PER_CLASS)
final class SidecarIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SERVICE = "orders";

    private final Ports ports = new Ports(new SecureRandom());
    private final int port = ports.free();
    private final AtomicInteger reached = new AtomicInteger();
    private HttpServer program;
    private Process envoy;
    private Path certs;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        program =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.free()), 100);
        program.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        program.createContext(
                "/",
                exchange -> {
                    reached.incrementAndGet();
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

    @AfterAll
    void end() throws InterruptedException {
        envoy.destroyForcibly().waitFor();
        program.stop(0);
    }

    /**
     * Products may call: what an identity header may not be is from another than the gate, and in a
     * spelling that a program would take for it from anybody.
     */
    @ParameterizedTest
    @CsvSource({
        "products, accept: text/plain, 204, ''",
        "products, x-user-id: 1, 403, peer_refused",
        "products, X-User-ID: 1, 403, peer_refused",
        "products, x-user-id:, 403, peer_refused",
        "products, x-user-role: admin, 403, peer_refused",
        "products, x-user-name: root, 403, peer_refused",
        "products, x-jwt-email: a@b.c, 403, peer_refused",
        "products, x-session-id: 1, 403, peer_refused",
        "products, x-token-id: 1, 403, peer_refused",
        "products, x_user_id: 1, 400, malformed_request",
        "gateway, x_user_id: 1, 400, malformed_request",
        "gateway, x-user-id: 1, 204, ''",
        "gateway, x-user-role: admin, 204, ''"
    })
    void identityHeaderWhenNotFromTheGateThenRefused(
            String caller, String header, int status, String code) {
        int before = reached.get();

        HttpAnswer answer = ask(caller, header);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(code);
        assertThat(reached.get()).isEqualTo(status == 204 ? before + 1 : before);
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
        return ask("gateway").status();
    }

    private HttpAnswer ask(String caller, String... headers) {
        return new GateClient(Gate.workloadTls(certs, caller), port, "127.0.0.1")
                .send("GET", "/orders", headers);
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
                service(SERVICE, new Caller("products", List.of("GET"), List.of("/orders")));
        Routes routes = TableFile.routes(GateFiles.repository("gate/routes.yaml"));
        Map<String, String> values = new HashMap<>();
        values.put("inbound.port", Integer.toString(port));
        values.put("admin.port", Integer.toString(ports.free()));
        values.put("program.port", Integer.toString(program.getAddress().getPort()));
        values.put("secrets", files.secrets().toString());
        return new Sidecar(
                        service,
                        new Services(List.of(service, service("products"))),
                        routes,
                        TableFile.problems(GateFiles.repository("gate/problems.yaml")),
                        HeaderParts.read(GateFiles.repository("gate/headers.yaml")))
                .configuration(GateFiles.repository("local/sidecar.yaml"), values);
    }

    private static Service service(String name, Caller... callers) {
        return new Service(
                name,
                false,
                List.of(callers),
                new Foreign(
                        5000,
                        List.of("program"),
                        "program",
                        "/well",
                        new Resources("50m", "64Mi", "128Mi")));
    }
}

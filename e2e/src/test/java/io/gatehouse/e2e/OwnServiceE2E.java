// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service of any kind behind the gate, in a system that runs with it and without the shop. */
@Tag("local")
@Order(26)
class OwnServiceE2E {
    private static final Duration HEALED = Duration.ofSeconds(60);
    private static LocalSystem system;
    private static Certificates certificates;
    private static Session alice;

    @BeforeAll
    static void start() throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        Tree tree = Tree.in(target.resolve("own-tree"), "local", "idp", "authz");
        String java = ProcessHandle.current().info().command().orElseThrow();
        Files.copy(Path.of("src/test/resources/Echo.java"), tree.root().resolve("Echo.java"));
        tree.write(
                "services/echo.yaml",
                """
                port: 5000
                command: [%s, -Xmx64m, Echo.java]
                image: echo
                health: /well
                database: true
                callers:
                  - {from: orders, methods: [GET], paths: ['/echo/{id}/inside']}
                resources: {cpu: 50m, memory: 64Mi, memoryLimit: 128Mi}
                """
                        .formatted(java));
        tree.append(
                "gate/routes.yaml",
                """

                  echo:
                    routes:
                      - {name: echo, methods: [GET], path: /echo, access: signed-in}
                      - {name: echo-keys, methods: [GET], path: /echo/keys, access: signed-in}
                      - {name: echo-environment, methods: [GET], path: /echo/environment, access: signed-in}
                      - {name: echo-put, methods: [PUT], path: '/echo/{id}', access: roles, roles: [admin]}
                """);
        String idp = Files.readString(tree.root().resolve("services/idp.yaml"));
        tree.write(
                "services/idp.yaml",
                idp.replace(
                        "callers:\n",
                        """
                        callers:
                          - {from: echo, methods: [GET], paths: [/.well-known/jwks.json]}
                        """));
        system =
                LocalSystem.start(
                        tree.launcher(),
                        target.resolve("own-system"),
                        "--no-aot",
                        "--only",
                        "idp,authz,echo");
        certificates = new Certificates(tree.root().resolve("certs/make"), system.certificates());
        alice = signIn();
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.stop();
        }
    }

    @Test
    void serviceWhenAskedThroughTheGateThenSeesWhoItIsAndNoCredential() {
        String seen = ask(Call.get("/echo")).expect(200).text();

        assertThat(seen.lines())
                .contains("x-user-id=" + alice.id(), "x-user-role=customer", "x-user-name=alice")
                .anyMatch(line -> line.startsWith("x-request-id="))
                .anyMatch(line -> line.startsWith("traceparent="))
                .anyMatch(line ->
                        line.startsWith("x-forwarded-client-cert=")
                                && line.endsWith(
                                        "URI=spiffe://gatehouse.local/ns/gatehouse/sa/gateway"))
                .noneMatch(line -> line.startsWith("authorization="))
                .noneMatch(line -> line.startsWith("cookie="));
    }

    @ParameterizedTest
    @CsvSource({
        "x-user-id, 00000000-0000-4000-8000-000000000000",
        "X-User-Role, admin",
        "x-user-name, root",
        "x-forwarded-client-cert, URI=spiffe://gatehouse.local/ns/gatehouse/sa/orders"
    })
    void serviceWhenIdentityIsForgedThenSeesTheTrueOne(String header, String forged) {
        String seen = ask(Call.get("/echo").with(header, forged)).expect(200).text();

        assertThat(seen).doesNotContain(forged).contains("x-user-id=" + alice.id());
    }

    @Test
    void serviceWhenNobodyIsSignedInThenIsNotReached() {
        alice.client().setUp(Call.get("/echo")).expectProblem(401, "token_missing");
        ask(Call.put("/echo/1", Map.of())).expectProblem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/well", "/echo/none", "/products", "/orders"})
    void pathWhenNotOfAServiceThatRunsThenThereIsNone(String path) {
        ask(Call.get(path)).expectProblem(404, "not_found");
    }

    @Test
    void proxyWhenAskedWithoutACertificateThenDoesNotSpeak() {
        assertThatRefused(Tls.trusting(workloadCa()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp", "products", "echo"})
    void proxyWhenAskedByAnotherWorkloadThenDoesNotSpeak(String workload) {
        assertThatRefused(as(workload));
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, GET, /echo, 200",
        "gateway, HEAD, /echo, 200",
        "gateway, PUT, /echo/1, 200",
        "orders, GET, /echo/1/inside, 200",
        "gateway, POST, /echo, 403",
        "gateway, GET, /echo/1, 403",
        "gateway, GET, /well, 403",
        "gateway, GET, /echo/1/inside, 403",
        "orders, GET, /echo, 403",
        "orders, POST, /echo/1/inside, 403",
        "orders, GET, /echo/1/2/inside, 403"
    })
    void proxyWhenAskedThenAdmitsWhatTheTablesSay(
            String workload, String method, String path, int status) {
        try (Client client = direct(as(workload))) {
            Answer answer = client.unchecked(Call.of(method, path)).expect(status);

            assertThat(answer.code()).isEqualTo(status == 403 ? "peer_refused" : "");
        }
    }

    /** idp itself admits but the gateway and authz: it has seen who asks. */
    @Test
    void serviceWhenItCallsAnotherThenSpeaksAsItself() {
        String answer = ask(Call.get("/echo/keys")).expect(200).text();

        assertThat(answer).contains("peer_refused");
    }

    @Test
    void serviceWhenStartedThenItsEnvironmentIsWhatIsPromised() throws IOException {
        List<String> environment =
                ask(Call.get("/echo/environment")).expect(200).text().lines().toList();

        assertThat(environment)
                .contains("PORT=" + system.port("echo"))
                .anyMatch(line ->
                        line.startsWith("DATABASE_URL=postgresql://echo@127.0.0.1:")
                                && line.contains("/echo?sslmode=verify-full&sslrootcert="))
                .extracting(line -> line.substring(0, line.indexOf('=')))
                .isSubsetOf(
                        "PATH",
                        "HOME",
                        "TMPDIR",
                        "LANG",
                        "LC_ALL",
                        "USER",
                        "PORT",
                        "IDP_URL",
                        "DATABASE_URL",
                        "DATABASE_PASSWORD_FILE");
        String password =
                environment.stream()
                        .filter(line -> line.startsWith("DATABASE_PASSWORD_FILE="))
                        .map(line -> line.substring(line.indexOf('=') + 1))
                        .findFirst()
                        .orElseThrow();
        assertThat(Files.readString(Path.of(password))).hasSize(32);
    }

    @Test
    void serviceWhenKilledThenIsAwayAndComesBack() {
        try (LocalSystem.Hold _ = system.hold()) {
            system.kill("echo");

            ask(Call.get("/echo")).expectProblem(503, "unavailable");
        }
        await().atMost(HEALED)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ask(Call.get("/echo")).status() == 200);
    }

    @Test
    void proxyWhenKilledThenIsAwayAndComesBack() {
        try (LocalSystem.Hold _ = system.hold()) {
            system.kill("echo-proxy");

            ask(Call.get("/echo")).expectProblem(503, "unavailable");
        }
        await().atMost(HEALED)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ask(Call.get("/echo")).status() == 200);
    }

    /** Both Envoys take the new certificates while connections come and go. */
    @Test
    void certificatesWhenRenewedUnderLoadThenNoAnswerFails() throws Exception {
        Certificate before = certificates.in("workloads/echo.crt");
        AtomicBoolean isOver = new AtomicBoolean();
        List<Integer> statuses;
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Future<List<Integer>> load = one.submit(() -> load(isOver));
            // All but the authorities.
            certificates.renew("--days", "91", "--renew-before", "90");
            await().until(() -> shown(proxy()).equals(certificates.in("workloads/echo.crt")));
            await().until(() -> shown(system.url()).equals(certificates.in("gateway.crt")));
            isOver.set(true);
            statuses = load.get();
        }

        assertThat(certificates.in("workloads/echo.crt")).isNotEqualTo(before);
        assertThat(statuses).isNotEmpty().containsOnly(200);
    }

    private static List<Integer> load(AtomicBoolean isOver) {
        List<Integer> statuses = new ArrayList<>();
        while (!isOver.get()) {
            // A new connection each time.
            try (Client client =
                    new Client(system.url(), Tls.trusting(system.ca()), Optional.empty())) {
                statuses.add(client.setUp(Call.get("/echo").bearer(alice.token())).status());
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return statuses;
    }

    /** What a server shows to a new connection of the gateway. */
    private static Certificate shown(URI server) {
        SSLContext tls = server.equals(proxy()) ? as("gateway") : certificates.client();
        return Certificates.shown(tls, server.getPort());
    }

    private static void assertThatRefused(SSLContext tls) {
        try (Client client = direct(tls)) {
            assertThatThrownBy(() -> client.unchecked(Call.get("/echo")))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    private static Answer ask(Call call) {
        return alice.setUp(call);
    }

    private static Session signIn() {
        for (JsonNode account : Json.read(system.accounts())) {
            if (account.path("username").asText().equals("alice")) {
                Client client =
                        new Client(system.url(), Tls.trusting(system.ca()), Optional.empty());
                Account known =
                        new Account(
                                "alice",
                                account.path("email").asText(),
                                account.path("password").asText());
                return Session.of(known, client, client.setUp(Accounts.loginCall(known)));
            }
        }
        throw new IllegalStateException("no alice");
    }

    private static Client direct(SSLContext tls) {
        return new Client(proxy(), tls, Optional.empty());
    }

    private static URI proxy() {
        return URI.create("https://localhost:" + system.port("echo-proxy"));
    }

    private static SSLContext as(String workload) {
        return certificates.workload(workload);
    }

    private static Path workloadCa() {
        return system.certificates().resolve("workloads/ca.crt");
    }
}

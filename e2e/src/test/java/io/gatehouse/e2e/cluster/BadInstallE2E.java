// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.e2e.Accounts;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator gets wrong: it is said where he looks, nothing stands half open meanwhile, and
 * it heals by itself once it is put right.
 */
@EndToEnd
@Tag("cluster")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
final class BadInstallE2E {
    private static final String SECTION = "11-bad-input";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Call KEYS = Call.get("/.well-known/jwks.json");
    private static final List<Workload> STORING =
            List.of(Workload.IDP, Workload.PRODUCTS, Workload.ORDERS);

    /** Of so many callers, each by a connection of his own, some meet every gateway. */
    private static final int CALLERS = 12;

    /** Longer than a pod with a failing readiness probe would stay among the endpoints. */
    private static final Duration OUTAGE = Duration.ofSeconds(60);

    private final Target target;

    BadInstallE2E(Target target) {
        this.target = target;
    }

    /** All instances: the system answers when one of each does. */
    @BeforeEach
    @AfterEach
    void isWhole() {
        Workload.SERVING.forEach(each -> each.awaitRolledOut(LONGEST));
        SystemHealth.awaitWell(target, LONGEST);
    }

    @Test
    void podWhenItsSecretIsMissingThenWaitsWhileTheOldOnesServe() {
        String secret = "database-products";
        ObjectNode kept = Kubectl.kept("gatehouse", "secret", secret);
        List<String> before = names(Workload.PRODUCTS.readyPods());
        long mended;
        try {
            Kubectl.run("-n", "gatehouse", "delete", "secret", secret);
            Workload.PRODUCTS.restart();
            Pod waiting = newPod(Workload.PRODUCTS, before);
            String reason = awaitEvent(waiting, "FailedMount");

            assertThat(reason).contains(secret).contains("not found");
            assertThat(names(Workload.PRODUCTS.readyPods())).containsExactlyElementsOf(before);
            SystemHealth.awaitWell(target, Duration.ofSeconds(10));
            Proof.note(SECTION, "secret missing: the new pod waits, its event says: " + reason);
        } finally {
            mended = System.nanoTime();
            Kubectl.apply(kept.toString());
            Workload.PRODUCTS.awaitRolledOut(LONGEST);
        }
        Proof.note(
                SECTION,
                "secret given back: rolled out "
                        + Proof.seconds(Proof.since(mended))
                        + " later, the old pods served meanwhile");
    }

    @Test
    void gatewayWhenItsCertificateIsExpiredThenNoClientSpeaksToItUntilItIsReplaced(
            @TempDir Path folder) throws IOException {
        ObjectNode kept = Kubectl.kept("istio-system", "secret", "gatehouse-gateway-tls");
        ObjectNode expired = kept.deepCopy();
        Path certificate = expired(folder);
        expired.withObject("/data")
                .put("tls.crt", base64(certificate))
                .put("tls.key", base64(folder.resolve("key.pem")));
        List<Pod> before = Workload.GATEWAY.pods();
        long mended;
        try {
            long broken = System.nanoTime();
            Kubectl.apply(expired.toString());
            await("gateways that show the expired certificate")
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> callers().allMatch(each -> findsExpired()));
            Proof.note(
                    SECTION,
                    "gateway certificate expired: "
                            + Proof.seconds(Proof.since(broken))
                            + " after the secret had changed, clients end the handshake with"
                            + " CertificateExpiredException, no request is sent");
        } finally {
            mended = System.nanoTime();
            Kubectl.apply(kept.toString());
        }
        await("gateways with the right certificate")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> callers().noneMatch(each -> findsExpired()));
        Duration took = Proof.since(mended);

        assertThat(Workload.GATEWAY.pods()).isEqualTo(before);
        Proof.note(
                SECTION,
                "certificate put back: well after "
                        + Proof.seconds(took)
                        + " without a restart of the gateways");
    }

    @Test
    void databaseWhenAwayThenIsSaidAndNothingElseIsLetThrough() {
        Session customer = target.accounts().login(target.accounts().register());
        List<Pod> before = STORING.stream().flatMap(each -> each.pods().stream()).toList();
        Map<String, Long> seen = new TreeMap<>();
        Map<String, List<String>> said = new TreeMap<>();
        long mended;
        try (customer) {
            scaleDatabase(0);
            await("an answer that the database is away")
                    .atMost(LONGEST)
                    .until(() -> status(Accounts.loginCall(customer.account())) == 503);
            long away = System.nanoTime();
            await("the outage")
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        outage(customer)
                                .forEach((what, count) -> seen.merge(what, count, Long::sum));
                        return Proof.since(away).compareTo(OUTAGE) > 0;
                    });
            Proof.note(SECTION, "database away for a minute: " + seen);
            for (Workload workload : STORING) {
                for (Pod pod : workload.pods()) {
                    said.put(pod.name(), warnings(workload, pod, "schema .* SQL state"));
                }
            }
        } finally {
            mended = System.nanoTime();
            scaleDatabase(1);
        }
        SystemHealth.awaitWell(target, LONGEST);
        Duration took = Proof.since(mended);

        Proof.note(
                SECTION,
                "database back: well "
                        + Proof.seconds(took)
                        + " after it was started; meanwhile each pod said: "
                        + said.values());
        SoftAssertions all = new SoftAssertions();
        all.assertThat(said).hasSize(before.size());
        all.assertThat(said.values()).as("the log of each pod").noneMatch(List::isEmpty);
        all.assertThat(STORING.stream().flatMap(each -> each.pods().stream()))
                .as("no outage of the database restarts or replaces a pod")
                .extracting(Pod::name, Pod::restarts)
                .containsExactlyElementsOf(tuples(before));
        all.assertThat(seen.keySet())
                .as("keys are public whatever is away, everything else is refused as unavailable")
                .containsExactlyInAnyOrder("keys 200", "sign-in 503", "products 503", "orders 503");
        all.assertAll();
    }

    @Test
    void podWhenTheSchemaIsOlderThenIsNotReadyUntilItIsMigrated() {
        int wanted = Integer.parseInt(sql("SELECT max(version) FROM flyway_schema_history"));
        List<String> before = names(Workload.PRODUCTS.readyPods());
        List<String> said;
        long mended;
        try (Session customer = target.accounts().login(target.accounts().register())) {
            sql("DELETE FROM flyway_schema_history WHERE version::int = " + wanted);
            Workload.PRODUCTS.restart();
            Pod waiting = newPod(Workload.PRODUCTS, before);
            JsonNode schema = awaitSchemaCheck(waiting);

            assertThat(schema.path("status").asText()).isEqualTo("DOWN");
            assertThat(schema.path("data").path("expected").asInt()).isEqualTo(wanted);
            assertThat(schema.path("data").path("seen").asText()).isEqualTo(wanted - 1 + " found");
            await("old pods that do not serve the older schema either")
                    .atMost(LONGEST)
                    .until(() -> Workload.PRODUCTS.readyPods().isEmpty());
            Call call = Call.get("/products").bearer(customer.token());
            await("gateways that have heard of it")
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> callers().limit(4).allMatch(each -> status(call) == 503));
            try (Client client = target.client()) {
                client.send(call).expectProblem(503, "unavailable");
            }
            Proof.note(SECTION, "older schema: no pod is ready, the gate says 503; " + schema);
            said =
                    warnings(
                            Workload.PRODUCTS,
                            waiting,
                            "schema " + wanted + " wanted, " + (wanted - 1) + " found: not ready");
        } finally {
            mended = System.nanoTime();
            migrateProducts();
            Workload.PRODUCTS.awaitRolledOut(LONGEST);
        }
        Proof.note(
                SECTION,
                "migration Job run again: rolled out and ready after "
                        + Proof.seconds(Proof.since(mended)));
        assertThat(sql("SELECT max(version) FROM flyway_schema_history"))
                .isEqualTo(String.format("%03d", wanted));
        assertThat(said).as("one clear line in the log of the pod that waits").hasSize(1);
    }

    @Test
    void tokenWhenTheGatewayLooksForKeysInTheWrongPlaceThenIsRefused() {
        String right =
                Kubectl.run(
                        "-n",
                        "istio-system",
                        "get",
                        "requestauthentication",
                        "gate",
                        "-o",
                        "jsonpath={.spec.jwtRules[0].jwksUri}");
        long mended;
        try (Session customer = target.accounts().login(target.accounts().register())) {
            Call call = Call.get("/products?limit=1").bearer(customer.token());
            Call whoami = Call.get("/authentication/whoami").bearer(customer.token());
            try {
                long broken = System.nanoTime();
                GatewayKeys.lookAt(right.replace("jwks.json", "nowhere.json"));
                await("gateways without keys")
                        .atMost(LONGEST)
                        .until(() -> callers().allMatch(each -> status(call) == 401));
                Duration took = Proof.since(broken);
                for (int i = 0; i < 2 * CALLERS; i++) {
                    try (Client client = target.client()) {
                        client.send(i % 2 == 0 ? call : whoami).expectProblem(401, "token_invalid");
                    }
                }
                assertThat(status(KEYS)).isEqualTo(200);
                assertThat(status(Accounts.loginCall(customer.account()))).isEqualTo(200);
                Proof.note(
                        SECTION,
                        "wrong JWKS address: all signed-in requests 401 from "
                                + Proof.seconds(took)
                                + " on, sign-in and public keys go on");
            } finally {
                mended = System.nanoTime();
                GatewayKeys.lookAt(right);
            }
            // One subject from so many addresses also meets his own limit, which is past the token.
            await("gateways with keys")
                    .atMost(LONGEST)
                    .until(() ->
                            callers().allMatch(each -> List.of(200, 429).contains(status(call))));
            Proof.note(
                    SECTION,
                    "JWKS address put right: well after " + Proof.seconds(Proof.since(mended)));
        }
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(Pod::name).toList();
    }

    private static Pod newPod(Workload workload, List<String> before) {
        return await("a new pod of " + workload)
                .atMost(LONGEST)
                .until(
                        () ->
                                workload.pods().stream()
                                        .filter(pod -> !before.contains(pod.name()))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String awaitEvent(Pod pod, String reason) {
        return await(reason + " of " + pod.name())
                .atMost(LONGEST)
                .until(
                        () ->
                                Kubectl.run(
                                        "-n",
                                        "gatehouse",
                                        "get",
                                        "events",
                                        "--field-selector",
                                        "involvedObject.name=" + pod.name() + ",reason=" + reason,
                                        "-o",
                                        "jsonpath={.items[0].message}"),
                        message -> !message.isEmpty());
    }

    private static Stream<Integer> callers() {
        return IntStream.range(0, CALLERS).boxed();
    }

    private boolean findsExpired() {
        try (Client client = target.client()) {
            client.unchecked(KEYS);
            return false;
        } catch (UncheckedIOException e) {
            return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                    .anyMatch(CertificateExpiredException.class::isInstance);
        }
    }

    /** A certificate of the demonstration's own CA that ended yesterday, and its key. */
    private static Path expired(Path folder) {
        Path ca = Path.of(System.getenv("GATEHOUSE_CA"));
        Path key = ca.resolveSibling("ca.key");
        assertThat(key).as("the CA of this installation must be at hand to misuse it").exists();
        openssl(
                folder,
                "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
                        + " -keyout key.pem -out request.pem -subj /O=Gatehouse/CN=gateway"
                        + " -addext subjectAltName=DNS:gatehouse.localhost");
        openssl(
                folder,
                "x509 -req -in request.pem -copy_extensions copyall -days -1 -set_serial 1"
                        + " -out certificate.pem -CA "
                        + ca
                        + " -CAkey "
                        + key);
        return folder.resolve("certificate.pem");
    }

    private static void openssl(Path folder, String arguments) {
        List<String> words =
                Arrays.stream(arguments.split(" ", -1))
                        .map(word -> word.endsWith(".pem") ? folder.resolve(word) + "" : word)
                        .toList();
        Kubectl.command(
                        Optional.empty(),
                        Stream.concat(Stream.of("openssl"), words.stream()).toList())
                .orFail();
    }

    private static String base64(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }

    private static void scaleDatabase(int replicas) {
        Kubectl.run(
                "-n", "gatehouse-data", "scale", "statefulset/postgres", "--replicas=" + replicas);
    }

    private int status(Call call) {
        try (Client client = target.client()) {
            return client.send(call).status();
        }
    }

    private Map<String, Long> outage(Session customer) {
        return Map.of(
                "keys " + status(KEYS), 1L,
                "sign-in " + status(Accounts.loginCall(customer.account())), 1L,
                "products " + status(Call.get("/products").bearer(customer.token())), 1L,
                "orders " + status(Call.get("/orders").bearer(customer.token())), 1L);
    }

    private static List<Tuple> tuples(List<Pod> pods) {
        return pods.stream().map(pod -> Tuple.tuple(pod.name(), pod.restarts())).toList();
    }

    /** The warnings of the last minutes that fit. */
    private static List<String> warnings(Workload workload, Pod pod, String what) {
        Pattern pattern = Pattern.compile(what, Pattern.CASE_INSENSITIVE);
        return workload.kubectl("logs", pod.name(), "-c", workload.container(), "--since=5m")
                .lines()
                .filter(line -> line.contains("\"level\":\"WARN"))
                .map(line -> Json.read(line).path("message").asText())
                .filter(message -> pattern.matcher(message).find())
                .toList();
    }

    private static String sql(String statement) {
        return Kubectl.run(
                "-n",
                "gatehouse-data",
                "exec",
                "postgres-0",
                "-c",
                "postgres",
                "--",
                "psql",
                "-h",
                "/run/postgresql",
                "-U",
                "postgres",
                "-d",
                "products",
                "-XAtc",
                statement);
    }

    private static JsonNode awaitSchemaCheck(Pod pod) {
        return await("a readiness that is told by " + pod.name())
                .atMost(LONGEST)
                .ignoreExceptions()
                .until(
                        () ->
                                Pod.stream(
                                                AdminPort.readiness(Workload.PRODUCTS, pod)
                                                        .path("checks"))
                                        .filter(check ->
                                                check.path("name").asText().equals("schema"))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** As docs/operations.md says: a Job cannot be changed, so it is deleted and applied again. */
    private static void migrateProducts() {
        String overlay = Checkout.path("k8s", "overlays", "demo").toString();
        String job =
                Arrays.stream(Kubectl.run("kustomize", overlay).split("\n---\n", -1))
                        .filter(each -> each.contains("kind: Job\n"))
                        .filter(each -> each.contains("\n  name: migrate-products\n"))
                        .findFirst()
                        .orElseThrow();
        Kubectl.run("-n", "gatehouse", "delete", "job", "migrate-products", "--ignore-not-found");
        Kubectl.apply(job);
        Kubectl.run(
                "-n",
                "gatehouse",
                "wait",
                "job/migrate-products",
                "--for=condition=Complete",
                "--timeout=300s");
    }
}

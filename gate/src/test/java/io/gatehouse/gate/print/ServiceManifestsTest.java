// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Routes;
import io.gatehouse.gate.table.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cluster gets of a service that is not ours, and of one of ours. */
class ServiceManifestsTest {
    private static final String NOTES =
            """
            port: 5000
            command: [notes]
            image: notes
            health: /well
            database: true
            callers: [{from: stats, methods: [GET], paths: ['/microservice/notes/{id}']}]
            resources: {cpu: 50m, memory: 64Mi, memoryLimit: 128Mi}
            """;
    private static final String STATS =
            """
            port: 5001
            command: [stats]
            image: stats
            health: /
            resources: {cpu: 50m, memory: 64Mi, memoryLimit: 128Mi}
            """;
    private static final String STOCK =
            """
            module: stock
            component: shop
            callers: [{from: stats, methods: [POST], paths: [/microservice/stock]}]
            heapMib: {laptop: 64, cluster: 96}
            settings: {stock.page-size: '20', stock.policy: '${file.policy.yaml}', stock.issuer: '${issuer}'}
            files: {policy.yaml: {configMap: stock-policy}, key: {secret: stock-keys}}
            resources: {cpu: 100m, memory: 128Mi}
            """;
    private static final String ROUTES =
            """
            roles: [admin]
            services: {notes: {routes: [{name: notes, methods: [GET], path: /notes, access: signed-in}]}}
            """;

    @TempDir private Path folder;

    private Routes routes;
    private Services services;

    @BeforeEach
    void write() throws IOException {
        Path files = Files.createDirectory(folder.resolve("services"));
        Files.writeString(files.resolve("notes.yaml"), NOTES);
        Files.writeString(files.resolve("stats.yaml"), STATS);
        Files.writeString(files.resolve("stock.yaml"), STOCK);
        services = Services.read(files);
        routes = TableFile.routes(Files.writeString(folder.resolve("routes.yaml"), ROUTES));
    }

    @Test
    void filesWhenMadeThenEachInTheFolderOfItsKind() {
        assertThat(files())
                .containsOnlyKeys(
                        "k8s/services/notes.yaml",
                        "k8s/services/stats.yaml",
                        "k8s/shop/stock.yaml",
                        "k8s/shop/kustomization.yaml",
                        "k8s/services/kustomization.yaml");
    }

    @Test
    void foreignWhenMadeThenItsPortHealthAndEnvironment() throws IOException {
        JsonNode container = container("k8s/services/notes.yaml");

        assertThat(container.at("/image").asText()).isEqualTo("gatehouse/notes");
        assertThat(container.at("/ports").toString())
                .isEqualTo("[{\"name\":\"http\",\"containerPort\":5000}]");
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet").toString())
                    .isEqualTo("{\"path\":\"/well\",\"port\":\"http\"}");
        }
        assertThat(names(container.at("/env")))
                .containsExactly(
                        "DATABASE_ADDRESS", "DATABASE_URL", "DATABASE_PASSWORD_FILE", "PORT");
        assertThat(container.at("/env/1/value").asText())
                .startsWith("postgresql://notes@$(DATABASE_ADDRESS)/notes?sslmode=verify-full&");
        assertThat(container.at("/env/3/value").isTextual()).isTrue();
        assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("128Mi");
    }

    @Test
    void foreignWhenItMayCallThenIsToldWhereAndLetOutThereAlone() throws IOException {
        String file = "k8s/services/stats.yaml";

        assertThat(container(file).at("/env").toString())
                .contains("{\"name\":\"NOTES_URL\",\"value\":\"http://notes:8080\"}")
                .contains("{\"name\":\"STOCK_URL\",\"value\":\"http://stock:8080\"}");
        JsonNode spec = document(file, "NetworkPolicy").at("/spec");
        assertThat(spec.at("/egress").findValuesAsText("port")).containsExactly("5000", "8080");
        assertThat(spec.at("/egress").findValuesAsText("app.kubernetes.io/name"))
                .containsExactly("notes", "stock");
    }

    /** A rule with an empty list of sources would let everybody in. */
    @Test
    void networkPolicyWhenNobodyMayCallThenHasNoRule() throws IOException {
        JsonNode spec = document("k8s/services/stats.yaml", "NetworkPolicy").at("/spec");

        assertThat(spec.at("/ingress")).isEmpty();
        assertThat(spec.at("/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    }

    @Test
    void networkPolicyWhenOnlyCalledInsideThenTheGatewayIsNotLetIn() throws IOException {
        JsonNode from = document("k8s/shop/stock.yaml", "NetworkPolicy").at("/spec/ingress/0/from");

        assertThat(from.toString())
                .isEqualTo(
                        "[{\"podSelector\":{\"matchLabels\":{\"app.kubernetes.io/name\":\"stats\"}}}]");
    }

    @Test
    void ownWhenMadeThenItsSettingsAndFiles() throws IOException {
        JsonNode container = container("k8s/shop/stock.yaml");

        assertThat(names(container.at("/env")))
                .containsExactly(
                        "JDK_JAVA_OPTIONS",
                        "SERVER_SHUTDOWN_GRACE_PERIOD",
                        "GATEHOUSE_FAULTS_ENABLED",
                        "STOCK_PAGE_SIZE",
                        "STOCK_POLICY",
                        "STOCK_ISSUER");
        assertThat(container.at("/env/3/value").asText()).isEqualTo("20");
        assertThat(container.at("/env/4/value").asText())
                .isEqualTo("/run/gatehouse/stock-policy/policy.yaml");
        assertThat(container.at("/env/5/valueFrom/configMapKeyRef/key").asText())
                .isEqualTo("issuer");
        assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("320Mi");
        JsonNode volumes =
                document("k8s/shop/stock.yaml", "Deployment").at("/spec/template/spec/volumes");
        assertThat(names(volumes)).containsExactly("tmp", "stock-policy", "stock-keys");
        assertThat(volumes.at("/2/secret/defaultMode").asInt()).isEqualTo(0440);
    }

    @Test
    void jobWhenADatabaseIsNotOursToMigrateThenNone() throws IOException {
        assertThat(kinds("k8s/services/notes.yaml")).doesNotContain("Job");
        assertThat(kinds("k8s/shop/stock.yaml")).doesNotContain("Job");
    }

    @Test
    void policiesWhenMadeThenEachCallerForItsPathsAtThePortOfTheContainer() {
        JsonNode notes = new YAMLMapper().valueToTree(policies()).get(0);
        JsonNode stock = new YAMLMapper().valueToTree(policies()).get(1);

        assertThat(policies()).hasSize(2);
        assertThat(notes.at("/spec/rules").toString())
                .isEqualTo(
                        rules(
                                rule(
                                        "istio-system/sa/istio-ingressgateway-service-account",
                                        "5000",
                                        "'GET','HEAD'",
                                        "/notes"),
                                rule(
                                        "gatehouse/sa/stats",
                                        "5000",
                                        "'GET'",
                                        "/microservice/notes/{*}")));
        assertThat(stock.at("/spec/rules").toString())
                .isEqualTo(
                        rules(rule("gatehouse/sa/stats", "8080", "'POST'", "/microservice/stock")));
    }

    @Test
    void trafficWhenMadeThenOnlyWhereSomebodyAsks() {
        JsonNode rules =
                new YAMLMapper()
                        .valueToTree(
                                new MeshWorkloads(routes, services)
                                        .traffic(new Skeletons(Path.of("mesh"))));

        List<String> all = new ArrayList<>();
        rules.forEach(rule ->
                all.add(
                        rule.at("/metadata/namespace").asText()
                                + "/"
                                + rule.at("/metadata/name").asText()));
        assertThat(all).containsExactly("istio-system/notes", "gatehouse/notes", "gatehouse/stock");
    }

    private List<Object> policies() {
        return new MeshWorkloads(routes, services).policies();
    }

    private static String rules(String... rules) {
        return "[" + String.join(",", rules).replace('\'', '"') + "]";
    }

    private static String rule(String account, String port, String methods, String path) {
        return ("{'from':[{'source':{'principals':['cluster.local/ns/%s']}}],"
                        + "'to':[{'operation':{'ports':['%s'],'methods':[%s],'paths':['%s']}}]}")
                .formatted(account, port, methods, path);
    }

    private Map<String, String> files() {
        return new ServiceManifests(new Skeletons(Path.of("mesh")), routes, services).files();
    }

    private JsonNode container(String file) throws IOException {
        return document(file, "Deployment").at("/spec/template/spec/containers/0");
    }

    private JsonNode document(String file, String kind) throws IOException {
        return documents(file).stream()
                .filter(it -> it.at("/kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private List<String> kinds(String file) throws IOException {
        return documents(file).stream().map(it -> it.at("/kind").asText()).toList();
    }

    private List<JsonNode> documents(String file) throws IOException {
        return new YAMLMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(files().get(file))
                .readAll();
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(item -> names.add(item.at("/name").asText()));
        return names;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.gatehouse.gate.table.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What may not stand in a service's file is refused, by this reader and, where it can, by the
 * schema.
 */
class ServicesTest {
    private static final Path OURS = Path.of("../services");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String OWN =
            """
            module: stock
            component: shop
            database: true
            callers: [{from: notes, methods: [GET], paths: ['/microservice/stock/{id}']}]
            heapMib: {laptop: 96, cluster: 144}
            settings: {stock.policy: '${file.policy.yaml}', stock.issuer: '${issuer}', stock.size: '2'}
            files: {policy.yaml: {configMap: stock-policy}}
            resources: {cpu: 250m, memory: 224Mi}
            """;
    private static final String FOREIGN =
            """
            port: 5000
            command: [python3, examples/notes/notes.py]
            image: notes
            health: /health
            resources: {cpu: 50m, memory: 64Mi, memoryLimit: 128Mi}
            """;

    @TempDir private Path folder;

    @Test
    void readWhenOursThenInTheOrderOfNeedAndBehindTheirRoutes() {
        Services services =
                Services.read(OURS).requireFor(TableFile.routes(Path.of("routes.yaml")));

        assertThat(services.all())
                .extracting(Service::name)
                .startsWith("idp", "authz", "products", "orders", "payments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp", "authz", "products", "orders", "payments"})
    void readWhenOneOfOursThenTheSchemaAdmitsIt(String name) throws IOException {
        assertThat(schema(Files.readString(OURS.resolve(name + ".yaml")))).isTrue();
    }

    @Test
    void readWhenBothKindsThenAllOfThemIsUnderstood() throws IOException {
        assertThat(schema(OWN)).isTrue();
        assertThat(schema(FOREIGN)).isTrue();
        write("stock", OWN);
        write("notes", FOREIGN);

        Services services = Services.read(folder);

        assertThat(services.all()).extracting(Service::name).containsExactly("notes", "stock");
        Own own = (Own) services.all().get(1).program();
        assertThat(own.settings().values())
                .containsExactly(
                        new Setting.File("policy.yaml"),
                        new Setting.Shared("issuer"),
                        new Setting.Literal("2"));
        assertThat(own.resources().memoryLimit()).isEqualTo("368Mi");
        assertThat(services.all().getFirst().program())
                .isEqualTo(
                        new Foreign(
                                5000,
                                List.of("python3", "examples/notes/notes.py"),
                                "gatehouse/notes",
                                "/health",
                                new Resources("50m", "64Mi", "128Mi")));
        assertThat(services.calledBy(services.all().getFirst()))
                .extracting(Service::name)
                .containsExactly("stock");
    }

    @ParameterizedTest
    @CsvSource({
        "notes, gatehouse/notes",
        "registry.example.com/notes, registry.example.com/notes",
        "notes:1, notes:1"
    })
    void imageWhenBareThenOneOfGatehouses(String image, String whole) throws IOException {
        write("notes", FOREIGN.replace("image: notes", "image: " + image));

        assertThat(Services.read(folder).all().getFirst().program().image()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "module: stock|module: Stock",
                "component: shop|component: kitchen",
                "component: shop|",
                "component: shop|component: 2",
                "database: true|database: 'yes'",
                "database: true|databse: true",
                "database: true|port: 5000",
                "database: true|image: stock",
                "database: true|health: /health",
                "database: true|command: [stock]",
                "database: true|grpcPort: 80",
                "database: true|grpcPort: '9000'",
                "methods: [GET]|methods: [HEAD]",
                "methods: [GET]|methods: []",
                "methods: [GET]|methods: GET",
                "methods: [GET], |",
                "from: notes|from: Notes",
                "from: notes, |",
                "/microservice/stock/{id}|microservice",
                "/microservice/stock/{id}|/microservice/*",
                "/microservice/stock/{id}|/microservice/{*}",
                "/microservice/stock/{id}|/microservice/",
                "/microservice/stock/{id}|/a b",
                "heapMib: {laptop: 96, cluster: 144}|heapMib: 96",
                "heapMib: {laptop: 96, cluster: 144}|heapMib: {laptop: 96}",
                "heapMib: {laptop: 96, cluster: 144}|",
                "laptop: 96|laptop: 16",
                "laptop: 96|laptop: '96'",
                "stock.issuer:|STOCK_ISSUER:",
                "${issuer}|${issue}",
                "${issuer}|${issuer}/",
                "${issuer}|${",
                "configMap: stock-policy|configmap: stock-policy",
                "configMap: stock-policy|",
                "configMap: stock-policy|configMap: Stock",
                "configMap: stock-policy|configMap: a, secret: b",
                "cpu: 250m|cpu: 0.25",
                "cpu: 250m|cpu: 1",
                "cpu: 250m, |",
                "memory: 224Mi|memory: 224M",
                "memory: 224Mi|memory: 224Mi, memoryLimit: 300Mi"
            })
    void ownWhenItIsBadThenRefusedByReaderAndSchema(String good, String bad) throws IOException {
        refused("stock", replaced(OWN, good, bad));
        assertThat(schema(replaced(OWN, good, bad))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 5000|port: 80",
                "port: 5000|port: 70000",
                "port: 5000|port: 15006",
                "port: 5000|port: '5000'",
                "port: 5000|",
                "command: [python3, examples/notes/notes.py]|command: python3 notes.py",
                "command: [python3, examples/notes/notes.py]|command: []",
                "command: [python3, examples/notes/notes.py]|command: [' ']",
                "command: [python3, examples/notes/notes.py]|",
                "image: notes|image: Notes",
                "image: notes|image: 'a b'",
                "image: notes|image: notes@sha256:12",
                "image: notes|",
                "health: /health|health: health",
                "health: /health|health: /health?full",
                "health: /health|",
                "health: /health|module: notes",
                "memoryLimit: 128Mi|memorylimit: 128Mi",
                ", memoryLimit: 128Mi|"
            })
    void foreignWhenItIsBadThenRefusedByReaderAndSchema(String good, String bad)
            throws IOException {
        refused("notes", replaced(FOREIGN, good, bad));
        assertThat(schema(replaced(FOREIGN, good, bad))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "component: shop",
                "grpcPort: 9000",
                "heapMib: {laptop: 96, cluster: 144}",
                "settings: {}",
                "files: {}",
                "port: 5001"
            })
    void foreignWhenMoreThanItCanHaveThenRefused(String more) throws IOException {
        refused("notes", FOREIGN + more + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from: notes|from: stock|it calls itself",
                "from: notes|from: gateway|gate/routes.yaml",
                "from: notes|from: nobody|there is no service nobody",
                "/microservice/stock/{id}|/microservice/..|is no path",
                "${file.policy.yaml}|${file.other}|files has no other",
                "${issuer}|${url.notes}|it is no caller of notes",
                "${issuer}|${url.nobody}|it is no caller of nobody",
                "database: true|grpcPort: 8080|grpcPort 8080",
                "configMap: stock-policy|secret: database-ca|database-ca is taken",
                "memory: 224Mi|memory: 400Mi|less than 400Mi"
            })
    void ownWhenItContradictsItselfOrOthersThenRefusedWithTheReason(
            String good, String bad, String reason) throws IOException {
        write("notes", FOREIGN);
        write("stock", replaced(OWN, good, bad));

        assertThatThrownBy(() -> Services.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stock.yaml: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Notes",
                "1notes",
                "notes_2",
                "notes-",
                "a.b",
                "gateway",
                "launcher",
                "notes-proxy",
                "training-notes",
                "migrate",
                "template1",
                "kustomization",
                "notes-notes-notes-notes-notes-notes-notes"
            })
    void nameWhenItCouldNotBeOneEverywhereThenRefused(String name) throws IOException {
        refused(name, FOREIGN);
    }

    @Test
    void serviceWhenAModuleIsAnothersThenRefused() throws IOException {
        write("notes", FOREIGN);
        write("stock", OWN);
        write("stock-2", OWN);

        assertThatThrownBy(() -> Services.read(folder))
                .hasMessageContaining("services/stock-2.yaml: module: it is another service's");
    }

    @Test
    void requireForWhenARouteHasNoServiceThenRefused() throws IOException {
        write("notes", FOREIGN);

        assertThatThrownBy(() ->
                        Services.read(folder).requireFor(TableFile.routes(Path.of("routes.yaml"))))
                .hasMessageContaining("there is no services/idp.yaml");
    }

    private void refused(String name, String text) throws IOException {
        write(name, text);

        assertThatThrownBy(() -> Services.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + ".yaml: ");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    private static String replaced(String text, String good, String bad) {
        assertThat(text).contains(good);
        return text.replace(good, bad == null ? "" : bad);
    }

    private static boolean schema(String text) throws IOException {
        JsonNode node = YAML.readTree(text);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(OURS.resolve("service.schema.json")))
                .validate(node)
                .isEmpty();
    }
}

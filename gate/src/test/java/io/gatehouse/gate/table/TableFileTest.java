// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not stand in a table is refused, by this reader and, where it can, by the schema. */
class TableFileTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"routes.yaml", "limits.yaml", "limits-seed.yaml", "problems.yaml"})
    void tableWhenItIsTheOneOfTheRepositoryThenTheSchemaAdmitsIt(String table) throws IOException {
        assertThat(schema(table, Files.readString(Path.of(table)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, methods: [GET], path: /a, access: signed-in, sensitiv: true}",
                "{methods: [GET], path: /a, access: signed-in}",
                "{name: A b, methods: [GET], path: /a, access: signed-in}",
                "{name: a, methods: [], path: /a, access: signed-in}",
                "{name: a, path: /a, access: signed-in}",
                "{name: a, methods: [GET, GET], path: /a, access: signed-in}",
                "{name: a, methods: [get], path: /a, access: signed-in}",
                "{name: a, methods: [GET, HEAD], path: /a, access: signed-in}",
                "{name: a, methods: [OPTIONS], path: /a, access: signed-in}",
                "{name: a, methods: ['*'], path: /a, access: signed-in}",
                "{name: a, methods: GET, path: /a, access: signed-in}",
                "{name: a, methods: [GET], access: signed-in}",
                "{name: a, methods: [GET], path: a, access: signed-in}",
                "{name: a, methods: [GET], path: /a/, access: signed-in}",
                "{name: a, methods: [GET], path: '/a/**', access: signed-in}",
                "{name: a, methods: [GET], path: '/a/{name}', access: signed-in}",
                "{name: a, methods: [GET], path: '/a/{id}x', access: signed-in}",
                "{name: a, methods: [GET], path: //a, access: signed-in}",
                "{name: a, methods: [GET], path: '/a;b', access: signed-in}",
                "{name: a, methods: [GET], path: '/%61', access: signed-in}",
                "{name: a, methods: [GET], path: /a}",
                "{name: a, methods: [GET], path: /a, access: anyone}",
                "{name: a, methods: [GET], path: /a, access: roles}",
                "{name: a, methods: [GET], path: /a, access: signed-in, roles: [admin]}",
                "{name: a, methods: [GET], path: /a, access: public, timeout: 0s}",
                "{name: a, methods: [GET], path: /a, access: public, timeout: 15}",
                "{name: a, methods: [GET], path: /a, access: public, timeout: 1h}",
                "{name: a, methods: [GET], path: /a, access: public, retry: always}",
                "{name: a, methods: [GET], path: /a, access: public, origins: '*'}",
                "{name: a, methods: [GET], path: /a, access: public, credentials: [password]}",
                "{name: a, methods: [GET], path: /a, access: public, credentials: authorization}",
                "{name: a, methods: [GET], path: /a, access: public, sensitive: 'yes'}",
                "{name: a, methods: [GET], path: /a, access: signed-in, delegated: 'yes'}",
                "{name: a, methods: [GET], path: /a, access: signed-in, keyed: 'yes'}",
            })
    void routeWhenItIsBadThenRefusedByReaderAndSchema(String route) throws IOException {
        String text = routes(route);

        assertThatThrownBy(() -> read("routes.yaml", text, TableFile::routes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("routes.yaml");
        assertThat(schema("routes.yaml", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, methods: [GET], path: /a/.., access: signed-in}",
                "{name: a, methods: [GET], path: /a, access: signed-in, credentials: [authorization]}",
                "{name: a, methods: [GET], path: /a, access: sign-out, credentials: [authorization]}",
                "{name: a, methods: [GET], path: /a, access: signed-in, credentials: [client-certificate]}",
                "{name: a, methods: [GET], path: /a, access: public, sensitive: true}",
                "{name: a, methods: [GET], path: /a, access: public, delegated: true}",
                "{name: a, methods: [GET], path: /a, access: public, keyed: true}",
                "{name: a, methods: [POST], path: /a, access: signed-in, retry: once-if-unsent}",
                "{name: a, methods: [GET], path: /a, access: roles, roles: [boss]}",
                "{name: a, methods: [GET], path: /a, name: b, access: public}"
            })
    void routeWhenItContradictsItselfThenRefused(String route) {
        assertThatThrownBy(() -> read("routes.yaml", routes(route), TableFile::routes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, methods: [POST], path: /b, access: signed-in}",
                "{name: b, methods: [GET], path: /a, access: signed-in}",
                "{name: b, methods: [GET], path: '/{id}', access: signed-in}",
                "{name: b, methods: [GET], path: '/{code}', access: signed-in}"
            })
    void routesWhenARequestWouldFitTwoThenRefused(String second) {
        String first = "{name: a, methods: [GET], path: /a, access: signed-in}";

        assertThatThrownBy(() -> read("routes.yaml", routes(first, second), TableFile::routes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("route");
    }

    @Test
    void routesWhenOnlyAWiderPolicyWouldAdmitBothThenTaken() throws IOException {
        Routes routes =
                read(
                        "routes.yaml",
                        routes(
                                "{name: a, methods: [GET], path: '/a/{id}', access: signed-in}",
                                "{name: b, methods: [GET], path: /a/manage, access: signed-in}"),
                        TableFile::routes);

        assertThat(routes.all()).extracting(Route::name).containsExactly("a", "b");
    }

    /** Of a request that a public template admits, the mesh's gateway does not ask authz. */
    @Test
    void routesWhenAPublicTemplateWouldAdmitAGuardedPathThenRefused() {
        assertThatThrownBy(() ->
                        read(
                                "routes.yaml",
                                routes(
                                        "{name: a, methods: [GET], path: '/a/{id}', access: public}",
                                        "{name: b, methods: [GET], path: /a/manage, access: signed-in}"),
                                TableFile::routes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("route a: it is public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{by: address, burst: 0, rate: 0, per: 1s}",
                "{by: address, burst: -1, rate: 1, per: 1s}",
                "{by: address, burst: 1, per: 1s}",
                "{by: address, burst: 1, rate: 1}",
                "{by: address, burst: 1, rate: 1, per: 60s}",
                "{by: ip, burst: 1, rate: 1, per: 1s}",
                "{burst: 1, rate: 1, per: 1s}",
                "{by: address, burst: many, rate: 1, per: 1s}",
                "{by: address, burst: '5', rate: 1, per: 1s}",
                "{by: address, burst: 1, rate: 1, per: 1s, routes: some}"
            })
    void limitWhenItIsBadThenRefusedByReaderAndSchema(String limit) throws IOException {
        String text = "limits: {a: %s}%ninFlight: 40%n".formatted(limit);

        assertThatThrownBy(() -> read("limits.yaml", text, TableFile::limits))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limits.yaml");
        assertThat(schema("limits.yaml", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limits: {a: {by: address, burst: 1, rate: 2, per: 1s}}\ninFlight: 40",
                "limits: {a: {by: subject, routes: named, burst: 1, rate: 1, per: 1s}}\ninFlight: 40",
                "limits: {}\ninFlight: 0",
                "limits: {}",
                "inFlight: 40",
                "",
                "limits: ["
            })
    void limitsWhenTheyMakeNoSenseThenRefused(String text) {
        assertThatThrownBy(() -> read("limits.yaml", text, TableFile::limits))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limits.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{problem: gone}",
                "{status: 404, flag: UO, problem: gone}",
                "{status: 404, problem: gone, header: {a: b}}"
            })
    void replyWhenItIsBadThenRefusedByReaderAndSchema(String reply) throws IOException {
        String text =
                """
                problems: {gone: {status: 404, title: Gone, detail: It is gone.}}
                gate: [%s]
                service: []
                """
                        .formatted(reply);

        assertThatThrownBy(() -> read("problems.yaml", text, TableFile::problems))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(schema("problems.yaml", text)).isFalse();
    }

    @Test
    void replyWhenItsProblemIsUnknownThenRefused() {
        String text = "problems: {}\ngate: [{status: 404, problem: gone}]\nservice: []\n";

        assertThatThrownBy(() -> read("problems.yaml", text, TableFile::problems))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("problem gone is missing");
    }

    private static String routes(String... routes) {
        return "roles: [admin]\nservices: {s: {routes: [%s]}}\n"
                .formatted(String.join(", ", routes));
    }

    private <T> T read(String name, String text, Function<Path, T> reader) throws IOException {
        return reader.apply(Files.writeString(folder.resolve(name), text));
    }

    private static boolean schema(String table, String text) throws IOException {
        String name = table.replaceAll("(-.*)?\\.yaml", ".schema.json");
        JsonNode node = YAML.readTree(text);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Path.of(name)))
                .validate(node)
                .isEmpty();
    }
}

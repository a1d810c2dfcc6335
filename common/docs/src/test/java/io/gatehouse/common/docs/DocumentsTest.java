// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents that the build has made, against what they are made from. */
class DocumentsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path MADE = Path.of("target/classes/documents");
    private static final Path POLICY = ROOT.resolve("k8s/base/policy.yaml");
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> OPEN = Set.of("public", "sign-out");
    private static final Set<String> GATES_OWN = Set.of("bearer", "cookie");
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "receiveEvent",
                    "registerClient",
                    "updateClient",
                    "addClient",
                    // Of forms, what is not known is ignored (RFC 6749, section 3.2).
                    "token",
                    "revoke",
                    "introspect",
                    "authorizeDevice");
    private static final JsonNode GATE = read(MADE.resolve("openapi.json"));

    /** One route: its method and path, and who may use it. */
    record Route(String method, String path, boolean open) implements Comparable<Route> {
        @Override
        public int compareTo(Route other) {
            return toString().compareTo(other.toString());
        }
    }

    static Stream<Path> publicParts() {
        return parts("openapi.yaml");
    }

    static Stream<Path> internalParts() {
        return parts("openapi-internal.yaml");
    }

    @ParameterizedTest
    @MethodSource("publicParts")
    void mergedDocumentWhenReadThenSaysWhatThePartSays(Path part) {
        holdsAll(GATE, part);
    }

    @ParameterizedTest
    @MethodSource("internalParts")
    void innerDocumentWhenReadThenSaysWhatThePartSays(Path part) {
        holdsAll(read(MADE.resolve("openapi-internal.json")), part);
    }

    // Whole operations, with everything they refer to in place of the references.
    private static void holdsAll(JsonNode merged, Path part) {
        JsonNode paths = read(part).path("paths");
        assertThat(paths.size()).isPositive();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            assertThat(whole(path.getValue(), part, read(part)))
                    .as("%s in %s", path.getKey(), part)
                    .isEqualTo(whole(merged.path("paths").path(path.getKey()), MADE, merged));
        }
    }

    @Test
    void mergedDocumentWhenReadThenHoldsNothingThatNoPartSays() {
        Set<String> known = new TreeSet<>();
        publicParts()
                .map(DocumentsTest::read)
                .forEach(part -> known.addAll(names(part.path("paths"))));

        assertThat(names(GATE.path("paths"))).isEqualTo(known);
    }

    @Test
    void mergedDocumentWhenReadThenNothingOfItIsInternal() throws IOException {
        assertThat(Files.readString(MADE.resolve("openapi.json"))).doesNotContain("/microservice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "openapi-internal.json"})
    void referencesWhenFollowedThenAllLeadSomewhere(String name) {
        JsonNode document = read(MADE.resolve(name));

        assertThat(references(document))
                .isNotEmpty()
                .allSatisfy(reference -> {
                    assertThat(reference).startsWith("#/components/");
                    assertThat(document.at(reference.substring(1)).isMissingNode())
                            .as(reference)
                            .isFalse();
                });
    }

    @Test
    void operationsWhenReadThenEachHasANameOfItsOwn() {
        List<String> ids = GATE.path("paths").findValuesAsText("operationId");

        assertThat(ids).hasSameSizeAs(routes(GATE)).doesNotHaveDuplicates();
    }

    @Test
    void routesWhenComparedWithThePolicyThenAreTheSame() {
        assertThat(routes(GATE)).isEqualTo(policy());
    }

    private static Set<Route> routes(JsonNode document) {
        Set<Route> routes = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    routes.add(
                            new Route(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    isOpen(document, operation.getValue())));
                }
            }
        }
        return routes;
    }

    // Open is what can be asked without a scheme by which the gate admits.
    private static boolean isOpen(JsonNode document, JsonNode operation) {
        JsonNode own = operation.path("security");
        JsonNode security = own.isMissingNode() ? document.path("security") : own;
        return security.isEmpty()
                || StreamSupport.stream(security.spliterator(), false)
                        .anyMatch(choice -> GATES_OWN.stream().noneMatch(choice::has));
    }

    // A HEAD is what its GET is.
    private static Set<Route> policy() {
        Set<Route> routes = new TreeSet<>();
        for (JsonNode rule : read(POLICY).path("rules")) {
            String path = rule.path("path").asText();
            for (JsonNode method : rule.path("methods")) {
                if (!method.asText().equals("HEAD")) {
                    boolean open = OPEN.contains(rule.path("access").asText());
                    routes.add(new Route(method.asText(), path, open));
                }
            }
        }
        return routes;
    }

    @Test
    void answersWhenReadThenLeaveRoomForNewFields() {
        for (JsonNode answers : GATE.path("paths").findValues("responses")) {
            JsonNode whole = whole(answers, MADE, GATE);
            assertThat(whole.findValues("additionalProperties"))
                    .extracting(JsonNode::asText)
                    .doesNotContain("false");
            assertThat(whole.findValues("unevaluatedProperties")).isEmpty();
        }
    }

    @Test
    void requestsWhenReadThenTakeExactlyTheirFields() {
        List<JsonNode> bodies =
                GATE.path("paths").findParents("requestBody").stream()
                        .filter(operation -> !ofOthers(operation))
                        .map(operation -> operation.path("requestBody"))
                        .toList();

        assertThat(bodies)
                .isNotEmpty()
                .allSatisfy(body -> {
                    JsonNode schema =
                            whole(body, MADE, GATE).at("/content/application~1json/schema");
                    assertThat(schema.path("additionalProperties").asText()).isEqualTo("false");
                });
    }

    /** What another party sends is in its own form, or in that of a standard; it may add to it. */
    private static boolean ofOthers(JsonNode operation) {
        return OF_OTHERS.contains(operation.path("operationId").asText());
    }

    private static Set<String> references(JsonNode document) {
        return new TreeSet<>(document.findValuesAsText("$ref"));
    }

    /** The node with every reference replaced by what it leads to, in whatever file that is. */
    private static JsonNode whole(JsonNode node, Path file, JsonNode document) {
        if (node.path("$ref").isTextual()) {
            String[] reference = node.path("$ref").asText().split("#", 2);
            if (reference[0].isEmpty()) {
                return whole(document.at(reference[1]), file, document);
            }
            Path other = file.resolveSibling(reference[0]);
            JsonNode there = read(other);
            return whole(there.at(reference[1]), other, there);
        }
        if (node instanceof ObjectNode object) {
            ObjectNode whole = object.objectNode();
            object.properties()
                    .forEach(field ->
                            whole.set(field.getKey(), whole(field.getValue(), file, document)));
            return whole;
        }
        if (node.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            node.forEach(item -> items.add(whole(item, file, document)));
            return new ObjectMapper().valueToTree(items);
        }
        return node;
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream()
                .map(Map.Entry::getKey)
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<Path> parts(String name) {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders
                    .map(folder -> folder.resolve(name))
                    .filter(Files::exists)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

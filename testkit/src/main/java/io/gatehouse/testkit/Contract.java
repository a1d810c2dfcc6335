// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The merged {@code openapi.yaml} and {@code openapi-internal.yaml} of all services (OpenAPI 3.1,
 * whose schemas are JSON Schema 2020-12), to hold real requests and answers against. Stricter than
 * a client may be: a field that the document does not name is a difference, in answers, too.
 */
public final class Contract {
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig WITH_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLOSED = "additionalProperties";

    private final List<JsonNode> documents;

    /** Reads what the build has merged. */
    public Contract() {
        this.documents =
                Stream.of("openapi.json", "openapi-internal.json").map(Contract::read).toList();
        documents.forEach(Contract::close);
    }

    private static JsonNode read(String name) {
        try (InputStream document = Contract.class.getResourceAsStream("/documents/" + name)) {
            return JSON.readTree(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.has("properties") && !schema.has(CLOSED)) {
            schema.put(CLOSED, false);
        }
        node.forEach(Contract::close);
    }

    /** One operation, and the document it stands in. */
    private record Operation(String name, JsonNode node, JsonNode document) {

        JsonNode resolve(JsonNode part) {
            return part.has("$ref") ? document.at(part.path("$ref").asText().substring(1)) : part;
        }
    }

    /**
     * Holds a whole exchange against the contract: what a service has accepted, too, must be as the
     * contract says. Paths and methods that it does not know are none of its business.
     *
     * @param request the body that was sent
     * @throws AssertionError naming each difference
     */
    public void check(HttpResponse<byte[]> answer, Optional<String> request) {
        String method = answer.request().method();
        String path = answer.uri().getRawPath();
        if (find(method, path).isEmpty()) {
            return;
        }
        if (answer.statusCode() < 400) {
            request.ifPresent(
                    body -> checkRequest(method, path, body.getBytes(StandardCharsets.UTF_8)));
        }
        Operation operation = operation(method, path);
        checkType(operation, answer);
        // A page, where the contract has one beside the JSON, is only held to its type.
        if (!content(operation, answer).has(type(answer)) || type(answer).endsWith("json")) {
            checkAnswer(method, path, answer.statusCode(), answer.body());
        }
    }

    /**
     * Holds a request's body against the contract.
     *
     * @param path a real one, or as written in the contract, such as {@code /orders/{id}}
     * @throws AssertionError naming each difference
     */
    public void checkRequest(String method, String path, byte[] body) {
        Operation operation = operation(method, path);
        check(
                operation,
                operation.name(),
                operation.node().at("/requestBody/content/application~1json/schema"),
                body);
    }

    /**
     * Holds an answer against what the contract says of its status, or by default.
     *
     * @throws AssertionError naming each difference
     */
    public void checkAnswer(String method, String path, int status, byte[] body) {
        Operation operation = operation(method, path);
        JsonNode content = answer(operation, status).path("content");
        String name = operation.name() + " " + status;
        if (content.isEmpty()) {
            require(body.length == 0, name + " has a body, which the contract does not know");
        } else if (content.fieldNames().next().endsWith("json")) {
            check(operation, name, content.elements().next().path("schema"), body);
        }
    }

    private static void checkType(Operation operation, HttpResponse<byte[]> answer) {
        JsonNode content = content(operation, answer);
        require(
                content.isEmpty() || content.has(type(answer)),
                operation.name() + " " + answer.statusCode() + " has the type " + type(answer));
    }

    private static JsonNode content(Operation operation, HttpResponse<byte[]> answer) {
        return answer(operation, answer.statusCode()).path("content");
    }

    private static String type(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("content-type").orElse("").split(";", 2)[0];
    }

    // By default means by failure: what succeeds is written out.
    private static JsonNode answer(Operation operation, int status) {
        JsonNode answers = operation.node().path("responses");
        String known = answers.has("" + status) || status < 400 ? "" + status : "default";
        require(
                answers.has(known),
                "the contract does not know " + status + " of " + operation.name());
        return operation.resolve(answers.path(known));
    }

    private Operation operation(String method, String path) {
        return find(method, path)
                .orElseThrow(() ->
                        new AssertionError("the contract does not know " + method + " " + path));
    }

    // A path without a placeholder wins, as it does in the services.
    private Optional<Operation> find(String method, String path) {
        return find(method, known -> known.equals(path))
                .or(() -> find(method, known -> template(known, path)));
    }

    private Optional<Operation> find(String method, Predicate<String> meant) {
        String field = method.toLowerCase(Locale.ROOT);
        for (JsonNode document : documents) {
            for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
                JsonNode operation = path.getValue().path(field);
                if (!operation.isMissingNode() && meant.test(path.getKey())) {
                    String name = method + " " + path.getKey();
                    return Optional.of(new Operation(name, operation, document));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean template(String known, String path) {
        return Pattern.matches(known.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"), path);
    }

    private static void check(Operation operation, String name, JsonNode schema, byte[] body) {
        require(!schema.isMissingNode(), "the contract knows no body for " + name);
        ObjectNode whole = schema.deepCopy();
        whole.set("components", operation.document().path("components"));
        try {
            Set<ValidationMessage> differences =
                    SCHEMAS.getSchema(whole, WITH_FORMATS).validate(JSON.readTree(body));
            require(
                    differences.isEmpty(),
                    name
                            + " breaks the contract: "
                            + differences.stream()
                                    .map(ValidationMessage::getMessage)
                                    .collect(Collectors.joining("; "))
                            + " in "
                            + new String(body, StandardCharsets.UTF_8));
        } catch (IOException notJson) {
            throw new AssertionError(name + " is not JSON", notJson);
        }
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new AssertionError(otherwise);
        }
    }
}

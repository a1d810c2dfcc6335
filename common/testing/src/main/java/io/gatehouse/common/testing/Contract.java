// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A service's {@code openapi.yaml} (OpenAPI 3.1, whose schemas are JSON Schema 2020-12), to hold
 * real requests and answers against: by the service that wrote it and by those that call it.
 */
public final class Contract {
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    private Contract(JsonNode document) {
        this.document = document;
    }

    /** Reads a contract; the path is relative to the module under test. */
    public static Contract of(Path file) {
        try {
            return new Contract(new YAMLMapper().readTree(file.toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Holds a request's body against the contract.
     *
     * @param path as written in the contract, such as {@code /orders/{id}}
     * @throws AssertionError naming each difference
     */
    public void checkRequest(String method, String path, byte[] body) {
        JsonNode schema =
                operation(method, path).at("/requestBody/content/application~1json/schema");
        check(method + " " + path, schema, body);
    }

    /**
     * Holds an answer against what the contract says of its status, or by default.
     *
     * @throws AssertionError naming each difference
     */
    public void checkAnswer(String method, String path, int status, byte[] body) {
        JsonNode answers = operation(method, path).path("responses");
        JsonNode answer = answers.path(answers.has("" + status) ? "" + status : "default");
        JsonNode content = resolve(answer).path("content");
        String name = method + " " + path + " " + status;
        if (content.isEmpty()) {
            require(body.length == 0, name + " has a body, which the contract does not know");
            return;
        }
        check(name, content.elements().next().path("schema"), body);
    }

    private JsonNode operation(String method, String path) {
        JsonNode operation =
                document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        require(!operation.isMissingNode(), "the contract does not know " + method + " " + path);
        return operation;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private void check(String name, JsonNode schema, byte[] body) {
        require(!schema.isMissingNode(), "the contract knows no body for " + name);
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        try {
            Set<ValidationMessage> differences =
                    SCHEMAS.getSchema(whole).validate(JSON.readTree(body));
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

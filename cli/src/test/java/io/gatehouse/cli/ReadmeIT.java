// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the examples of the README in a shop that sells the demo catalogue. */
class ReadmeIT extends ShopFixture {

    private static final Path README = Path.of("README.md");
    private static final Path CATALOGUE =
            Path.of(
                    "../products/src/main/resources/io/gatehouse/products/catalogue"
                            + "/demo-catalogue.json");
    private static final String PROGRAM = "./gatehouse shop";

    private JsonNode catalogue;

    @BeforeEach
    void setUp() throws IOException {
        catalogue = new ObjectMapper().readTree(CATALOGUE.toFile());
        gate.on(
                        "POST /authentication/login",
                        FakeGate.ok(
                                "{\"access_token\":\"a\",\"refresh_token\":\"r\","
                                        + "\"expires_in\":300}"))
                .otherwise(this::answer);
    }

    @Test
    void examplesWhenTypedOneAfterTheOtherThenEachWorks() throws IOException {
        List<List<String>> examples = examples();

        assertThat(examples).hasSizeGreaterThan(3);
        for (List<String> example : examples) {
            TestShell.Result result =
                    shell.atTerminal(80, "correct horse\n0\n", example.toArray(String[]::new));

            assertThat(result.exit()).as(example + ": " + result.out()).isZero();
            assertThat(result.out()).as(example.toString()).doesNotContain("Nothing there");
        }
    }

    private static List<List<String>> examples() throws IOException {
        return Files.readString(README)
                .lines()
                .filter(line -> line.startsWith(PROGRAM))
                .map(line -> line.substring(PROGRAM.length()).replaceFirst(" # .*", "").strip())
                .map(line -> line.isEmpty() ? List.<String>of() : words(line))
                .toList();
    }

    private static List<String> words(String line) {
        return new DefaultParser().parse(line, 0).words();
    }

    private Optional<FakeGate.Reply> answer(String call) {
        URI uri = URI.create(call.substring(call.indexOf(' ') + 1));
        if (call.startsWith("GET /products") && uri.getPath().equals("/products")) {
            return Optional.of(FakeGate.ok(page(uri)));
        }
        return products()
                .filter(product ->
                        call.equals("POST /products/" + product.get("id").asText() + "/buy"))
                .map(product -> FakeGate.status(201, "{\"id\":\"o\",\"status\":\"PAID\"}"))
                .findFirst();
    }

    /** The products whose name or description has the text asked for. */
    private String page(URI uri) {
        String searched =
                Stream.of(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&"))
                        .filter(parameter -> parameter.startsWith("q="))
                        .map(parameter ->
                                URLDecoder.decode(parameter.substring(2), StandardCharsets.UTF_8))
                        .findFirst()
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
        List<Map<String, Object>> found =
                products()
                        .filter(product ->
                                product.toString().toLowerCase(Locale.ROOT).contains(searched))
                        .map(product ->
                                Map.<String, Object>of(
                                        "id", product.get("id"),
                                        "name", product.get("product").get("name"),
                                        "stock", product.get("product").get("stock"),
                                        "price", product.get("product").get("price")))
                        .toList();
        return new ObjectMapper().valueToTree(Map.of("items", found)).toString();
    }

    private Stream<JsonNode> products() {
        List<JsonNode> products = new ArrayList<>();
        catalogue.forEach(products::add);
        return products.stream();
    }
}

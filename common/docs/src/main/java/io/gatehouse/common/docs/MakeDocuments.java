// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds the OpenAPI documents and problem pages that services serve; part of the Maven build. */
public final class MakeDocuments {
    private static final String SHARED = "common/docs/openapi.yaml";

    private MakeDocuments() {}

    /**
     * Writes {@code openapi.json}, {@code openapi-internal.json}, {@code problems.html} and {@code
     * problems/<code>.html}.
     *
     * @param arguments the root of the repository, and the output folder
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path out = Path.of(arguments[1]);
        MergedApi gate = MergedApi.of(read(root.resolve(SHARED)));
        for (Path part : parts(root, "openapi.yaml")) {
            gate.add(part.toString(), read(part));
        }
        MergedApi inside = gate.inside();
        for (Path part : parts(root, "openapi-internal.yaml")) {
            inside.add(part.toString(), read(part));
        }
        ObjectMapper json = new ObjectMapper();
        write(out.resolve("openapi.json"), json.writeValueAsString(gate.document()));
        write(out.resolve("openapi-internal.json"), json.writeValueAsString(inside.document()));
        ProblemPages problems = ProblemPages.of(Files.readString(root.resolve("docs/problems.md")));
        write(out.resolve("problems.html"), problems.index());
        for (Map.Entry<String, String> page : problems.pages().entrySet()) {
            write(out.resolve("problems").resolve(page.getKey() + ".html"), page.getValue());
        }
    }

    /** The files of that name in the direct subfolders of the root, sorted by path. */
    private static List<Path> parts(Path root, String name) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.resolve(name))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    private static ObjectNode read(Path file) throws IOException {
        JsonNode document = new YAMLMapper().readTree(file.toFile());
        return document.require();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

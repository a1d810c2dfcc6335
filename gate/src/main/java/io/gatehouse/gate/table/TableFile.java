// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Parses the tables strictly: unknown keys, duplicates and wrong types are errors. */
public final class TableFile {
    private static final ObjectMapper YAML =
            YAMLMapper.builder(new YAMLFactory())
                    .addModule(new Jdk8Module())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();

    private TableFile() {}

    /**
     * Reads a table of routes.
     *
     * @throws IllegalArgumentException naming the file, the place and what is wrong
     */
    public static Routes routes(Path file) {
        return read(file, RoutesText.class, RoutesText::toRoutes);
    }

    /**
     * Reads a table of limits.
     *
     * @throws IllegalArgumentException naming the file, the place and what is wrong
     */
    public static Limits limits(Path file) {
        return read(file, LimitsText.class, LimitsText::toLimits);
    }

    /**
     * Reads the problems of the gateways.
     *
     * @throws IllegalArgumentException naming the file, the place and what is wrong
     */
    public static Problems problems(Path file) {
        return read(file, ProblemsText.class, ProblemsText::toProblems);
    }

    /**
     * Reads a YAML file.
     *
     * @param type the structure of the file
     * @param understood maps that structure to the result
     * @throws IllegalArgumentException naming the file, the place and what is wrong
     */
    public static <T, R> R read(Path file, Class<T> type, Function<T, R> understood) {
        try {
            return understood.apply(YAML.readValue(Files.readString(file), type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s: line %d: %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a value that must be present.
     *
     * @throws IllegalArgumentException when it is null
     */
    public static <T> T required(T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads the route policy strictly: unknown, duplicate or wrongly typed entries fail the start. */
public final class PolicyReader {
    private record PolicyFile(Set<String> roles, List<RuleEntry> rules) {}

    private record RuleEntry(
            String name,
            List<String> methods,
            String path,
            Access access,
            List<String> roles,
            boolean sensitive,
            boolean delegated,
            boolean keyed) {
        Rule toRule() {
            return new Rule(
                    name,
                    distinct(methods),
                    path,
                    access,
                    distinct(roles),
                    sensitive,
                    delegated,
                    keyed);
        }

        private Set<String> distinct(List<String> values) {
            try {
                return values == null ? Set.of() : Set.of(values.toArray(String[]::new));
            } catch (IllegalArgumentException | NullPointerException e) {
                throw new IllegalArgumentException(
                        "route policy: rule " + name + ": a value twice or empty", e);
            }
        }
    }

    private static final ObjectReader YAML =
            YAMLMapper.builder(new YAMLFactory())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build()
                    .readerFor(PolicyFile.class);

    private PolicyReader() {}

    /**
     * Reads a policy file.
     *
     * @throws IllegalArgumentException naming the file, when it is missing or not a valid policy
     */
    public static RoutePolicy read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return read(yaml);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the route policy %s cannot be used: %s".formatted(file, e), e);
        }
    }

    static RoutePolicy read(InputStream yaml) throws IOException {
        PolicyFile file = YAML.readValue(yaml);
        if (file.roles() == null || file.rules() == null || file.rules().isEmpty()) {
            throw new IllegalArgumentException("route policy: roles and rules are required");
        }
        return new RoutePolicy(file.rules().stream().map(RuleEntry::toRule).toList(), file.roles());
    }
}

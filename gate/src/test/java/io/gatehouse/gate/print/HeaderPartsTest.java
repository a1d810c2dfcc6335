// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Identity headers come from the gate: it takes off a client's, and proxies refuse a peer's. */
class HeaderPartsTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path TABLE = Path.of("headers.yaml");
    private static final HeaderParts PARTS = HeaderParts.read(TABLE);

    static List<String> identity() {
        return PARTS.identity();
    }

    @ParameterizedTest
    @MethodSource("identity")
    void identityWhenAClientSendsItThenTheGateTakesItOff(String header) throws IOException {
        List<Boolean> removals = new ArrayList<>();
        for (JsonNode mutation : YAML.readTree(TABLE.toFile()).path("forget")) {
            String prefix = mutation.at("/remove_on_match/key_matcher/prefix").asText("none");
            removals.add(
                    header.startsWith(prefix) || mutation.path("remove").asText().equals(header));
        }

        assertThat(removals).contains(true);
    }

    @Test
    void identityWhenAPeerSendsItInTheMeshThenTheProxyOfAForeignServiceRefuses()
            throws IOException {
        JsonNode spec = policy("identity-headers").path("spec");

        assertThat(spec.path("action").asText()).isEqualTo("DENY");
        assertThat(spec.at("/selector/matchLabels").toString())
                .isEqualTo("{\"gatehouse.io/service\":\"foreign\"}");
        assertThat(spec.path("rules"))
                .allSatisfy(rule ->
                        assertThat(rule.path("from").toString())
                                .isEqualTo(
                                        "[{\"source\":{\"notPrincipals\":[\"cluster.local/ns/"
                                                + "istio-system/sa/istio-ingressgateway-service-account\"]}}]"))
                .extracting(rule -> rule.path("when").toString())
                .containsExactlyElementsOf(
                        PARTS.identity().stream()
                                .map(
                                        "[{\"key\":\"request.headers[%s]\",\"values\":[\"*\"]}]"
                                                ::formatted)
                                .toList());
    }

    private static JsonNode policy(String name) throws IOException {
        File made = Path.of("../istio/gate/authorization.yaml").toFile();
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(made)) {
            return all.readAll().stream()
                    .filter(it -> it.at("/metadata/name").asText().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

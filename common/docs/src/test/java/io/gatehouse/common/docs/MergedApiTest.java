// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the merge of parts refuses. */
class MergedApiTest {
    private static final String SHARED =
            """
            openapi: 3.1.0
            security: [{bearer: []}]
            paths: {/known: {get: {operationId: known}}}
            components: {schemas: {Money: {type: object}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{openapi: 3.0.3, security: [{bearer: []}]} | openapi",
                "{openapi: 3.1.0} | security",
                "{openapi: 3.1.0, security: [{bearer: []}], paths: {/known: {}}} | /known",
                "{openapi: 3.1.0, security: [{bearer: []}], components: {schemas: {Money: {}}}} | Money",
            })
    void addWhenAPartContradictsThenIsRefused(String part, String named) {
        MergedApi api = MergedApi.of(yaml(SHARED));

        assertThatThrownBy(() -> api.add("part", yaml(part)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(named);
    }

    @Test
    void addWhenAPartOnlyNamesASharedComponentThenTheSharedOneStays() {
        MergedApi api = MergedApi.of(yaml(SHARED));

        api.add(
                "part",
                yaml(
                        """
                        openapi: 3.1.0
                        security: [{bearer: []}]
                        components:
                          schemas:
                            Money: {$ref: '../other.yaml#/components/schemas/Money'}
                        """));

        assertThat(api.document().at("/components/schemas/Money/type").asText())
                .isEqualTo("object");
    }

    private static ObjectNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text).require();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}

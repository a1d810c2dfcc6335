// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final String RULE = "{name: a, methods: [GET], path: /a, access: signed-in}";

    @Test
    void readWhenFileIsGoodThenHasItsRules() throws IOException {
        RoutePolicy policy =
                read(
                        "{name: a, methods: [GET, PUT], path: '/a/{id}', access: roles,"
                                + " roles: [admin], sensitive: true, delegated: true, keyed: true}");

        assertThat(policy.rules())
                .containsExactly(
                        new Rule(
                                "a",
                                Set.of("GET", "PUT"),
                                "/a/{id}",
                                Access.ROLES,
                                Set.of("admin"),
                                true,
                                true,
                                true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, methods: [GET], path: /a, access: signed-in, sensitiv: true}",
                "{name: a, name: b, methods: [GET], path: /a, access: signed-in}",
                "{methods: [GET], path: /a, access: signed-in}",
                "{name: A b, methods: [GET], path: /a, access: signed-in}",
                "{name: a, methods: [], path: /a, access: signed-in}",
                "{name: a, path: /a, access: signed-in}",
                "{name: a, methods: [GET, GET], path: /a, access: signed-in}",
                "{name: a, methods: [get], path: /a, access: signed-in}",
                "{name: a, methods: [GET, HEAD], path: /a, access: signed-in}",
                "{name: a, methods: [HEAD], path: /a, access: signed-in}",
                "{name: a, methods: ['*'], path: /a, access: signed-in}",
                "{name: a, methods: GET, path: /a, access: signed-in}",
                "{name: a, methods: [GET], access: signed-in}",
                "{name: a, methods: [GET], path: a, access: signed-in}",
                "{name: a, methods: [GET], path: /a/, access: signed-in}",
                "{name: a, methods: [GET], path: '/a/**', access: signed-in}",
                "{name: a, methods: [GET], path: '/a/{name}', access: signed-in}",
                "{name: a, methods: [GET], path: '/a/{id}x', access: signed-in}",
                "{name: a, methods: [GET], path: '/a/..', access: signed-in}",
                "{name: a, methods: [GET], path: //a, access: signed-in}",
                "{name: a, methods: [GET], path: '/a;b', access: signed-in}",
                "{name: a, methods: [GET], path: '/%61', access: signed-in}",
                "{name: a, methods: [GET], path: /a}",
                "{name: a, methods: [GET], path: /a, access: everybody}",
                "{name: a, methods: [GET], path: /a, access: 0}",
                "{name: a, methods: [GET], path: /a, access: roles}",
                "{name: a, methods: [GET], path: /a, access: roles, roles: []}",
                "{name: a, methods: [GET], path: /a, access: roles, roles: [root]}",
                "{name: a, methods: [GET], path: /a, access: roles, roles: [admin, null]}",
                "{name: a, methods: [GET], path: /a, access: signed-in, roles: [admin]}",
                "{name: a, methods: [GET], path: /a, access: public, roles: [admin]}",
                "{name: a, methods: [GET], path: /a, access: public, sensitive: true}",
                "{name: a, methods: [GET], path: /a, access: public, delegated: true}",
                "{name: a, methods: [GET], path: /a, access: signed-in, delegated: 'perhaps'}",
                "{name: a, methods: [GET], path: /a, access: public, keyed: true}",
                "{name: a, methods: [GET], path: /a, access: signed-in, keyed: 'perhaps'}",
                "{name: a, methods: [GET], path: /a, access: signed-in, sensitive: 'perhaps'}",
                RULE + "\n  - {name: a, methods: [GET], path: /b, access: public}",
                RULE + "\n  - {name: b, methods: [GET], path: /a, access: public}",
                RULE + "\n  - {name: b, methods: [POST, GET], path: /a, access: public}",
                "{name: a, methods: [GET], path: '/a/{id}', access: public}"
                        + "\n  - {name: b, methods: [GET], path: '/a/{kid}', access: public}",
                "{name: a, methods: [GET], path: '/a/{id}', access: public}"
                        + "\n  - {name: b, methods: [GET], path: /a/feed, access: public}",
                "{name: b, methods: [GET], path: /a/beef/x, access: public}"
                        + "\n  - {name: a, methods: [POST], path: '/a/{id}', access: public}",
                RULE + "\nmore: true",
                RULE + "\n---\nrules: []",
            })
    void readWhenRuleIsBadThenThrows(String rules) {
        assertThatThrownBy(() -> read(rules))
                .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "rules: []",
                "roles: [admin]\nrules: []",
                "roles: [admin]",
                "rules",
                "- a"
            })
    void readWhenFileIsNotAPolicyThenThrows(String yaml) {
        assertThatThrownBy(() -> readAll(yaml))
                .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }

    private static RoutePolicy read(String rules) throws IOException {
        return readAll("roles: [customer, admin]\nrules:\n  - " + rules + "\n");
    }

    private static RoutePolicy readAll(String yaml) throws IOException {
        return PolicyReader.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.Access;
import io.gatehouse.gate.table.Guard;
import io.gatehouse.gate.table.Operation;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The allow list of Envoy's RBAC filter: method, path, and claims of the verified token. Paths are
 * exact or a regular expression: a template would admit {@code /products/admin} for {@code
 * /products/{id}}.
 */
final class EnvoyPolicies {
    private static final String JWT_AUTHN = "envoy.filters.http.jwt_authn";

    /** jwt_authn does not check the type; a token of another type is refused here (RFC 8725). */
    private static final Object ACCESS_TOKEN =
            claim("header", "typ", map("string_match", map("exact", "at+jwt")));

    private EnvoyPolicies() {}

    static Map<String, Object> of(Routes routes) {
        Map<String, List<Route>> audiences = new LinkedHashMap<>();
        routes.all().stream()
                .filter(route -> !route.isPublic())
                .forEach(route ->
                        audiences
                                .computeIfAbsent(
                                        route.guard().audience(), audience -> new ArrayList<>())
                                .add(route));
        Map<String, Object> policies = new LinkedHashMap<>();
        audiences.forEach((audience, group) ->
                policies.put(
                        audience,
                        map(
                                "permissions",
                                group.stream().map(EnvoyPolicies::permission).toList(),
                                "principals",
                                List.of(principal(group.getFirst().guard())))));
        return policies;
    }

    static Map<String, Object> permission(Route route) {
        Operation operation = route.operation();
        return Requests.permission(operation.allowed(), Requests.path(operation.path()));
    }

    private static Object principal(Guard guard) {
        if (guard.access() == Access.SIGN_OUT) {
            return map("any", true);
        }
        if (guard.access() == Access.SIGNED_IN) {
            return ACCESS_TOKEN;
        }
        List<Object> roles = guard.roles().stream().map(EnvoyPolicies::role).toList();
        return map("and_ids", map("ids", List.of(ACCESS_TOKEN, map("or_ids", map("ids", roles)))));
    }

    private static Object role(String role) {
        Object one = map("string_match", map("exact", role));
        return claim("payload", "roles", map("list_match", map("one_of", one)));
    }

    private static Map<String, Object> claim(String part, String name, Object value) {
        Map<String, Object> matcher =
                map(
                        "filter", JWT_AUTHN,
                        "path", List.of(map("key", part), map("key", name)),
                        "value", value);
        return map("sourced_metadata", map("metadata_matcher", matcher));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.Access;
import io.gatehouse.gate.table.Guard;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The AuthorizationPolicies of the ingress gateway, and what workloads admit from it. */
final class MeshPolicies {
    private static final String ROLES = "request.auth.claims[roles]";

    /** The container port for 443. */
    private static final String HTTPS = "8443";

    private final Routes routes;

    MeshPolicies(Routes routes) {
        this.routes = routes;
    }

    /** The RBAC rules: an ALLOW policy for each audience, a DENY policy for each with roles. */
    List<Object> gate() {
        Map<String, List<Route>> audiences = new LinkedHashMap<>();
        routes.all()
                .forEach(route ->
                        audiences
                                .computeIfAbsent(
                                        route.guard().audience(), audience -> new ArrayList<>())
                                .add(route));
        List<Object> policies = new ArrayList<>();
        audiences.forEach((audience, group) -> policies.add(allow(audience, group)));
        audiences.forEach((audience, group) -> {
            if (group.getFirst().guard().access() == Access.ROLES) {
                policies.add(denyOthers(audience, group));
            }
        });
        return policies;
    }

    /** The requests that authz must decide: all but those that a public route admits. */
    List<Object> asked() {
        List<Route> open = routes.all().stream().filter(Route::isPublic).toList();
        List<Object> asked = new ArrayList<>();
        asked.add(operation(map("notPaths", paths(open.stream()))));
        pathsByMethods(open)
                .forEach((methods, paths) ->
                        asked.add(operation(map("paths", paths, "notMethods", methods))));
        return asked;
    }

    /** The paths of these routes by all methods that any of them has there. */
    private static Map<List<String>, List<String>> pathsByMethods(List<Route> routes) {
        Map<String, List<String>> methods = new LinkedHashMap<>();
        for (Route route : routes) {
            methods.computeIfAbsent(route.operation().path().wide(), path -> new ArrayList<>())
                    .addAll(route.operation().allowed());
        }
        Map<List<String>, List<String>> paths = new LinkedHashMap<>();
        methods.forEach(
                (path, all) -> paths.computeIfAbsent(all, same -> new ArrayList<>()).add(path));
        return paths;
    }

    /** The requests that a workload admits from the gateway. */
    List<Object> admitted(String service, int port) {
        return operations(routes.of(service), Optional.of(Integer.toString(port)));
    }

    private static Map<String, Object> allow(String audience, List<Route> group) {
        Guard guard = group.getFirst().guard();
        Map<String, Object> rule = new LinkedHashMap<>();
        if (guard.access() == Access.SIGNED_IN || guard.access() == Access.ROLES) {
            rule.put(
                    "from",
                    List.of(map("source", map("requestPrincipals", List.of("${issuer}/*")))));
        }
        rule.put("to", operations(group.stream(), Optional.empty()));
        if (guard.access() == Access.ROLES) {
            rule.put("when", List.of(map("key", ROLES, "values", guard.roles())));
        }
        return policy("gate-" + audience, "ALLOW", rule);
    }

    /**
     * An Istio template admits more than a route's pattern, {@code /products/{*}} also {@code
     * /products/admin}, so a route with roles also denies all callers without them.
     */
    private static Map<String, Object> denyOthers(String audience, List<Route> group) {
        Map<String, Object> rule =
                map(
                        "to",
                        operations(group.stream(), Optional.of(HTTPS)),
                        "when",
                        List.of(map("key", ROLES, "notValues", group.getFirst().guard().roles())));
        return policy("gate-only-" + audience, "DENY", rule);
    }

    private static Map<String, Object> policy(String name, String action, Object rule) {
        return map(
                "apiVersion",
                "security.istio.io/v1",
                "kind",
                "AuthorizationPolicy",
                "metadata",
                map("name", name, "namespace", "istio-system"),
                "spec",
                map(
                        "selector",
                        map("matchLabels", map("istio", "ingressgateway")),
                        "action",
                        action,
                        "rules",
                        List.of(rule)));
    }

    private static List<Object> operations(Stream<Route> group, Optional<String> port) {
        List<Object> operations = new ArrayList<>();
        byMethods(group)
                .forEach((methods, same) -> {
                    Map<String, Object> operation = new LinkedHashMap<>();
                    port.ifPresent(number -> operation.put("ports", List.of(number)));
                    operation.put("methods", methods);
                    operation.put("paths", paths(same.stream()));
                    operations.add(operation(operation));
                });
        return operations;
    }

    private static Map<String, Object> operation(Map<String, Object> operation) {
        return map("operation", operation);
    }

    private static Map<List<String>, List<Route>> byMethods(Stream<Route> routes) {
        Map<List<String>, List<Route>> groups = new LinkedHashMap<>();
        routes.forEach(route ->
                groups.computeIfAbsent(route.operation().allowed(), methods -> new ArrayList<>())
                        .add(route));
        return groups;
    }

    private static List<String> paths(Stream<Route> routes) {
        return routes.map(route -> route.operation().path().wide()).distinct().toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code envoy.yaml} says about routes and roles, by {@code METHOD path-expression}. */
final class GateRoutes {

    private static final List<String> GUARDS = List.of("ext_authz", "jwt_authn", "rbac");

    private static final List<String> ONLY_FOR_IDP =
            List.of("cookie", "x-session-id", "x-token-id");

    /** Leads to a service by its form only: the CORS filter answers before. */
    private static final String PREFLIGHT = "preflight";

    private final List<?> routes;
    private final Object policies;

    private GateRoutes(Object gate) {
        this.routes =
                GateYaml.list(
                        GateYaml.list(gate, "route_config", "virtual_hosts").getFirst(), "routes");
        this.policies =
                GateYaml.list(gate, "http_filters").stream()
                        .filter(filter -> "rbac".equals(GateYaml.at(filter, "name")))
                        .map(filter -> GateYaml.at(filter, "typed_config", "rules", "policies"))
                        .findFirst()
                        .orElseThrow();
    }

    static GateRoutes ofTemplate() {
        return new GateRoutes(manager());
    }

    /** The connection manager of the TLS listener. */
    static Object manager() {
        try {
            String text = Files.readString(GateFiles.template()).replaceAll("\\$\\{[^}]*}", "0");
            Object listener =
                    GateYaml.list(GateYaml.parse(text), "static_resources", "listeners").getFirst();
            Object chain = GateYaml.list(listener, "filter_chains").getFirst();
            Object manager = GateYaml.list(chain, "filters").getLast();
            return GateYaml.at(manager, "typed_config");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of each route that leads to a service. */
    Map<String, String> routes() {
        Map<String, String> names = new TreeMap<>();
        toServices().forEach(route -> names.put(key(route), (String) GateYaml.at(route, "name")));
        return names;
    }

    /** The routes that switch a guard off. */
    Set<String> open() {
        Set<String> open = new TreeSet<>();
        for (Object route : toServices()) {
            Object filters = GateYaml.at(route, "typed_per_filter_config");
            if (GUARDS.stream()
                    .anyMatch(guard ->
                            Boolean.TRUE.equals(GateYaml.at(filters, guard, "disabled")))) {
                open.add(key(route));
            }
        }
        return open;
    }

    /** The routes that name a requirement of their own for the token. */
    Map<String, String> requirements() {
        Map<String, String> requirements = new TreeMap<>();
        for (Object route : toServices()) {
            Object filters = GateYaml.at(route, "typed_per_filter_config");
            Object name = GateYaml.at(filters, "jwt_authn", "requirement_name");
            if (name != null) {
                requirements.put(key(route), (String) name);
            }
        }
        return requirements;
    }

    /** Who may pass, by the positive list of the rbac filter. */
    Map<String, Set<String>> roles() {
        Map<String, Set<String>> roles = new TreeMap<>();
        ((Map<?, ?>) policies)
                .forEach((role, policy) ->
                        GateYaml.list(policy, "permissions")
                                .forEach(permission ->
                                        roles.computeIfAbsent(
                                                        permitted(permission),
                                                        key -> new TreeSet<>())
                                                .add((String) role)));
        return roles;
    }

    /** The methods that a 405 names, by path. */
    Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        for (Object route : routes) {
            if (Integer.valueOf(405).equals(GateYaml.at(route, "direct_response", "status"))) {
                Object header = GateYaml.list(route, "response_headers_to_add").getFirst();
                String methods = (String) GateYaml.at(header, "header", "value");
                allowed.put(path(route), new TreeSet<>(List.of(methods.split(", ", -1))));
            }
        }
        return allowed;
    }

    /** The routes that would hand a service a cookie that is not its own. */
    Set<String> leaking() {
        Set<String> leaking = new TreeSet<>();
        for (Object route : toServices()) {
            boolean removed =
                    new TreeSet<Object>(GateYaml.list(route, "request_headers_to_remove"))
                            .containsAll(ONLY_FOR_IDP);
            boolean filtered =
                    "refresh-only"
                            .equals(
                                    GateYaml.at(
                                            route, "typed_per_filter_config", "cookies", "name"));
            boolean idp = "idp".equals(GateYaml.at(route, "route", "cluster"));
            if (idp ? !filtered : !removed) {
                leaking.add(key(route));
            }
        }
        return leaking;
    }

    /** What happens to a request that no other route takes. */
    String last() {
        Object route = routes.getLast();
        return "prefix "
                + GateYaml.at(route, "match", "prefix")
                + " -> "
                + GateYaml.at(route, "direct_response", "status");
    }

    private List<Object> toServices() {
        List<Object> services = new ArrayList<>();
        routes.stream()
                .filter(route -> GateYaml.at(route, "route") != null)
                .filter(route -> !PREFLIGHT.equals(GateYaml.at(route, "name")))
                .forEach(services::add);
        return services;
    }

    private static String key(Object route) {
        Object method = GateYaml.list(route, "match", "headers").getFirst();
        return GateYaml.at(method, "string_match", "exact") + " " + path(route);
    }

    private static String path(Object route) {
        Object exact = GateYaml.at(route, "match", "path");
        return (String)
                (exact == null ? GateYaml.at(route, "match", "safe_regex", "regex") : exact);
    }

    private static String permitted(Object permission) {
        List<?> rules = GateYaml.list(permission, "and_rules", "rules");
        Object path = GateYaml.at(rules.getLast(), "url_path", "path");
        Object exact = GateYaml.at(path, "exact");
        return GateYaml.at(rules.getFirst(), "header", "string_match", "exact")
                + " "
                + (exact == null ? GateYaml.at(path, "safe_regex", "regex") : exact);
    }
}

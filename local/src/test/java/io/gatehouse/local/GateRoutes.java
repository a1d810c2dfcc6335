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
import java.util.stream.Stream;

/** What {@code envoy.yaml} says about routes and roles, by {@code METHOD path-expression}. */
final class GateRoutes {

    private static final List<String> GUARDS = List.of("ext_authz", "jwt_authn", "rbac");

    private static final List<String> ONLY_FOR_IDP =
            List.of("cookie", "x-session-id", "x-token-id");

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

    /** A filter of the TLS listener. */
    static Object filter(String name) {
        return only(GateYaml.list(manager(), "http_filters"), name);
    }

    /** A route of the TLS listener. */
    static Object named(String name) {
        return only(ofTemplate().routes, name);
    }

    private static Object only(List<?> nodes, String name) {
        return nodes.stream()
                .filter(node -> name.equals(GateYaml.at(node, "name")))
                .findFirst()
                .orElseThrow();
    }

    /** The name of each route that leads to a service. */
    Map<String, String> routes() {
        Map<String, String> names = new TreeMap<>();
        toServices()
                .forEach(route ->
                        keys(route)
                                .forEach(key ->
                                        names.put(key, (String) GateYaml.at(route, "name"))));
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
                open.addAll(keys(route));
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
                keys(route).forEach(key -> requirements.put(key, (String) name));
            }
        }
        return requirements;
    }

    /** Who may pass, by the positive list of the rbac filter. */
    Map<String, Set<String>> roles() {
        Map<String, Set<String>> roles = new TreeMap<>();
        ((Map<?, ?>) policies)
                .forEach((role, policy) ->
                        GateYaml.list(policy, "permissions").stream()
                                .flatMap(permission -> permitted(permission).stream())
                                .forEach(route ->
                                        roles.computeIfAbsent(route, key -> new TreeSet<>())
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
                leaking.addAll(keys(route));
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
        routes.stream().filter(route -> GateYaml.at(route, "route") != null).forEach(services::add);
        return services;
    }

    /** A route has GET and HEAD, or one other method. */
    private static List<String> keys(Object route) {
        Object method = GateYaml.list(route, "match", "headers").getFirst();
        return methods(method).map(each -> each + " " + path(route)).toList();
    }

    private static Stream<String> methods(Object header) {
        Object exact = GateYaml.at(header, "string_match", "exact");
        Object regex = GateYaml.at(header, "string_match", "safe_regex", "regex");
        return Stream.of(((String) (exact == null ? regex : exact)).split("\\|", -1));
    }

    private static String path(Object route) {
        Object exact = GateYaml.at(route, "match", "path");
        return (String)
                (exact == null ? GateYaml.at(route, "match", "safe_regex", "regex") : exact);
    }

    private static List<String> permitted(Object permission) {
        List<?> rules = GateYaml.list(permission, "and_rules", "rules");
        Object path = GateYaml.at(rules.getLast(), "url_path", "path");
        Object exact = GateYaml.at(path, "exact");
        Object pattern = exact == null ? GateYaml.at(path, "safe_regex", "regex") : exact;
        return methods(GateYaml.at(rules.getFirst(), "header"))
                .map(method -> method + " " + pattern)
                .toList();
    }
}

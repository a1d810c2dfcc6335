// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code istio/routes.yaml} says, by {@code METHOD path-expression}. */
record MeshRoutes(List<?> routes) {

    private static final List<String> ONLY_FOR_IDP =
            List.of("cookie", "x-session-id", "x-token-id");

    /** One method and path of a route, and the route with what it says for all of its matches. */
    record Entry(Object route, Object match, String method) {
        String key() {
            return method + " " + path(match);
        }

        String service() {
            Object destination = GateYaml.list(route, "route").getFirst();
            return ((String) GateYaml.at(destination, "destination", "host")).split("\\.", -1)[0];
        }

        /** Istio's name for it in the proxy. */
        String proxyName() {
            return GateYaml.at(route, "name") + "." + GateYaml.at(match, "name");
        }

        /** Whether it could hand a service a credential that is not its own. */
        boolean isLeaking() {
            List<?> removed = GateYaml.list(route, "headers", "request", "remove");
            return !removed.contains("authorization")
                    || (!service().equals("idp") && !removed.containsAll(ONLY_FOR_IDP));
        }

        Object retries() {
            return GateYaml.at(route, "retries", "attempts");
        }
    }

    static MeshRoutes of(Mesh mesh) {
        return new MeshRoutes(
                GateYaml.list(mesh.spec("VirtualService", "istio-system/gate"), "http"));
    }

    /** Each method and path that leads to a service. */
    Stream<Entry> toServices() {
        return routes.stream()
                .filter(route -> GateYaml.at(route, "route") != null)
                .flatMap(route ->
                        GateYaml.list(route, "match").stream()
                                .flatMap(match ->
                                        methods(match)
                                                .map(method -> new Entry(route, match, method))));
    }

    /** A match has GET and HEAD, or one other method. */
    private static Stream<String> methods(Object match) {
        Object exact = GateYaml.at(match, "method", "exact");
        Object regex = GateYaml.at(match, "method", "regex");
        return Stream.of(((String) (exact == null ? regex : exact)).split("\\|", -1));
    }

    /** The rule of each method and path. */
    Map<String, String> rules() {
        Map<String, String> rules = new TreeMap<>();
        toServices()
                .forEach(entry ->
                        rules.put(entry.key(), (String) GateYaml.at(entry.match(), "name")));
        return rules;
    }

    /** The methods that a 405 names, by path. */
    Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        for (Object route : routes) {
            if (Integer.valueOf(405).equals(GateYaml.at(route, "directResponse", "status"))) {
                String methods = (String) GateYaml.at(route, "headers", "response", "set", "allow");
                GateYaml.list(route, "match")
                        .forEach(match ->
                                allowed.put(
                                        path(match),
                                        new TreeSet<>(List.of(methods.split(", ", -1)))));
            }
        }
        return allowed;
    }

    /** The routes that the gate answers by itself. */
    Set<String> refusals() {
        Set<String> refusals = new TreeSet<>();
        routes.stream()
                .filter(route -> GateYaml.at(route, "directResponse") != null)
                .forEach(route -> refusals.add((String) GateYaml.at(route, "name")));
        return refusals;
    }

    private static String path(Object match) {
        Object exact = GateYaml.at(match, "uri", "exact");
        return (String) (exact == null ? GateYaml.at(match, "uri", "regex") : exact);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The route table of authz, by {@code METHOD path-expression} as the gate writes it. */
record GatePolicy(Map<String, Rule> rules) {

    /** Services that the local system does not run yet: the gate answers 404 for their routes. */
    private static final List<String> ABSENT = List.of("/payments");

    record Rule(String name, String access, Set<String> roles) {
        /**
         * The roles of which one is needed; {@code signed-in} when any caller will do, {@code
         * anyone} when none is needed.
         */
        Set<String> who() {
            if (access.equals("public") || access.equals("sign-out")) {
                return Set.of("anyone");
            }
            return roles.isEmpty() ? Set.of("signed-in") : roles;
        }
    }

    static GatePolicy read() {
        Map<String, Rule> rules = new TreeMap<>();
        Object policy = GateYaml.read(GateFiles.repository("authz/src/main/resources/policy.yaml"));
        for (Object rule : GateYaml.list(policy, "rules")) {
            String path = (String) GateYaml.at(rule, "path");
            if (ABSENT.stream().anyMatch(path::startsWith)) {
                continue;
            }
            Set<String> roles = new TreeSet<>();
            GateYaml.list(rule, "roles").forEach(role -> roles.add((String) role));
            for (String method : methods(rule)) {
                rules.put(
                        method + " " + expression(path),
                        new Rule(
                                (String) GateYaml.at(rule, "name"),
                                (String) GateYaml.at(rule, "access"),
                                roles));
            }
        }
        return new GatePolicy(rules);
    }

    /** HEAD comes with GET and is not written. */
    private static Set<String> methods(Object rule) {
        Set<String> methods = new TreeSet<>();
        GateYaml.list(rule, "methods").forEach(method -> methods.add((String) method));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    Map<String, Set<String>> methodsByPath() {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (String route : rules.keySet()) {
            String[] parts = route.split(" ", -1);
            methods.computeIfAbsent(parts[1], path -> new TreeSet<>()).add(parts[0]);
        }
        return methods;
    }

    private static String expression(String path) {
        return path.replace("{id}", "[0-9A-Fa-f-]+")
                .replace("{kid}", "[A-Za-z0-9_-]+")
                .replace("{file}", "[A-Za-z0-9._-]+")
                .replace("{code}", "[a-z_]+");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.mesh;

import io.gatehouse.local.gate.GateYaml;
import java.util.Set;
import java.util.TreeSet;

/** Whom each workload admits, and to what. */
record MeshRoles(Mesh mesh) {

    static final String GATEWAY =
            "cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";

    /** What a workload admits from this identity. */
    Set<String> admitted(String workload, String principal) {
        Set<String> admitted = new TreeSet<>();
        Object policy = mesh.spec("AuthorizationPolicy", "gatehouse/" + workload);
        GateYaml.list(policy, "rules").stream()
                .filter(rule -> callers(rule).contains(principal))
                .forEach(rule -> admitted.addAll(operations(rule)));
        return admitted;
    }

    /** Every identity that a workload knows. */
    Set<String> callers(String workload) {
        Set<String> callers = new TreeSet<>();
        Object policy = mesh.spec("AuthorizationPolicy", "gatehouse/" + workload);
        GateYaml.list(policy, "rules").forEach(rule -> callers.addAll(callers(rule)));
        return callers;
    }

    private static Set<String> callers(Object rule) {
        Set<String> callers = new TreeSet<>();
        GateYaml.list(rule, "from")
                .forEach(from ->
                        GateYaml.list(from, "source", "principals")
                                .forEach(principal -> callers.add((String) principal)));
        return callers;
    }

    private static Set<String> operations(Object rule) {
        Set<String> operations = new TreeSet<>();
        for (Object to : GateYaml.list(rule, "to")) {
            for (Object method : GateYaml.list(to, "operation", "methods")) {
                GateYaml.list(to, "operation", "paths")
                        .forEach(path -> operations.add(method + " " + path));
            }
        }
        return operations;
    }
}

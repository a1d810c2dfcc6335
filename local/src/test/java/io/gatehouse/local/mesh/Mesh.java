// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.mesh;

import io.gatehouse.local.gate.GateFiles;
import io.gatehouse.local.gate.GateYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The resources of {@code istio/}, as {@code kubectl apply -k istio} takes them. */
record Mesh(List<Object> resources) {

    static Mesh read() {
        List<Object> resources = new ArrayList<>();
        GateYaml.list(GateYaml.read(GateFiles.repository("istio/kustomization.yaml")), "resources")
                .forEach(file ->
                        resources.addAll(GateYaml.readAll(GateFiles.repository("istio/" + file))));
        return new Mesh(resources);
    }

    /** The spec of one resource, named {@code namespace/name}. */
    Object spec(String kind, String name) {
        return resources.stream()
                .filter(resource -> kind.equals(GateYaml.at(resource, "kind")))
                .filter(resource -> name.equals(nameOf(resource)))
                .map(resource -> GateYaml.at(resource, "spec"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("istio/ has no " + kind + " " + name));
    }

    List<Object> specs(String kind) {
        return resources.stream()
                .filter(resource -> kind.equals(GateYaml.at(resource, "kind")))
                .map(resource -> GateYaml.at(resource, "spec"))
                .toList();
    }

    /** Every spec of a kind, by {@code namespace/name}. */
    Map<String, Object> named(String kind) {
        Map<String, Object> specs = new TreeMap<>();
        resources.stream()
                .filter(resource -> kind.equals(GateYaml.at(resource, "kind")))
                .forEach(resource -> specs.put(nameOf(resource), GateYaml.at(resource, "spec")));
        return specs;
    }

    /** What the patches of an EnvoyFilter put in, in their order. */
    List<Object> patches(String name) {
        List<Object> values = new ArrayList<>();
        GateYaml.list(spec("EnvoyFilter", name), "configPatches")
                .forEach(patch -> values.add(GateYaml.at(patch, "patch", "value")));
        return values;
    }

    /** The names of the routes that an EnvoyFilter patches. */
    Set<String> patchedRoutes(String name) {
        Set<String> routes = new TreeSet<>();
        GateYaml.list(spec("EnvoyFilter", name), "configPatches")
                .forEach(patch ->
                        routes.add(
                                (String)
                                        GateYaml.at(
                                                patch,
                                                "match",
                                                "routeConfiguration",
                                                "vhost",
                                                "route",
                                                "name")));
        return routes;
    }

    private static String nameOf(Object resource) {
        Map<?, ?> metadata = (Map<?, ?>) GateYaml.at(resource, "metadata");
        return metadata.get("namespace") + "/" + metadata.get("name");
    }
}

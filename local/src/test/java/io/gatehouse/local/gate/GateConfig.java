// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import java.util.List;

/** Envoy's configuration as a start makes it. */
public final class GateConfig {

    private static final Object MANAGER = read();

    private GateConfig() {}

    /** The connection manager of the TLS listener. */
    public static Object manager() {
        return MANAGER;
    }

    /** A filter of the TLS listener. */
    public static Object filter(String name) {
        return only(GateYaml.list(MANAGER, "http_filters"), name);
    }

    /** A route of the TLS listener. */
    public static Object route(String name) {
        Object host = GateYaml.list(MANAGER, "route_config", "virtual_hosts").getFirst();
        return only(GateYaml.list(host, "routes"), name);
    }

    private static Object only(List<?> nodes, String name) {
        return nodes.stream()
                .filter(node -> name.equals(GateYaml.at(node, "name")))
                .findFirst()
                .orElseThrow();
    }

    private static Object read() {
        GateFiles files = GateFiles.in("read");
        String text = GateFiles.configuration(GateFiles.limits("limits.yaml"), files.values());
        Object listener =
                GateYaml.list(GateYaml.parse(text), "static_resources", "listeners").getFirst();
        Object chain = GateYaml.list(listener, "filter_chains").getFirst();
        Object manager = GateYaml.list(chain, "filters").getLast();
        return GateYaml.at(manager, "typed_config");
    }
}

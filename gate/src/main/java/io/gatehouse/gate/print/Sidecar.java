// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.service.Caller;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Problems;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Generates the configuration of a foreign service's sidecar on a laptop, an Envoy in the role of
 * Istio's proxy: it ends mutual TLS, admits callers by the tables, and forwards the service's own
 * calls.
 */
public final class Sidecar {
    private static final String CONNECTION_MANAGER =
            "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

    private static final Map<String, Object> ROUTER =
            map(
                    "name",
                    "envoy.filters.http.router",
                    "typed_config",
                    map(
                            "@type",
                            "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"));

    private final Service service;
    private final Services services;
    private final Routes routes;
    private final Problems problems;
    private final HeaderParts headers;

    public Sidecar(
            Service service,
            Services services,
            Routes routes,
            Problems problems,
            HeaderParts headers) {
        this.service = service;
        this.services = services;
        this.routes = routes;
        this.problems = problems;
        this.headers = headers;
    }

    /**
     * The configuration as YAML.
     *
     * @param skeleton the hand-written template
     * @param values ports and folders for its places, among them {@code <callee>.port} and {@code
     *     outbound.<callee>.port} of each of {@link Services#calledBy}
     * @throws IllegalArgumentException when the template and the values do not match
     */
    public String configuration(Path skeleton, Map<String, String> values) {
        WorkloadTls tls = new WorkloadTls(service.name());
        EnvoyClusters clusters = new EnvoyClusters(tls);
        List<String> callees = services.calledBy(service).map(Service::name).toList();
        List<Object> mappers = Replies.mappers(problems.service());
        Map<String, Object> parts =
                Map.of(
                        "inbound-tls", tls.from(callers()),
                        "identity-headers", Requests.having(headers.identity()),
                        "gateway", principal(Caller.GATEWAY),
                        "policies", policies(),
                        "problems", mappers,
                        "outbound", callees.stream().map(name -> outbound(name, mappers)).toList(),
                        "clusters", callees.stream().map(clusters::of).toList());
        return YamlText.of(Skeleton.read(skeleton).fill(parts, values));
    }

    private List<String> callers() {
        List<String> callers = new ArrayList<>(List.of(Caller.GATEWAY));
        service.callingServices().forEach(callers::add);
        return callers;
    }

    /** The allow list: for each caller, its methods and paths. */
    private Map<String, Object> policies() {
        Map<String, List<Object>> permissions = new LinkedHashMap<>();
        List<Route> own = routes.of(service.name()).toList();
        if (!own.isEmpty()) {
            permissions.put(
                    Caller.GATEWAY, own.stream().<Object>map(EnvoyPolicies::permission).toList());
        }
        for (Caller caller : service.callers()) {
            permissions
                    .computeIfAbsent(caller.from(), from -> new ArrayList<>())
                    .add(Requests.permission(caller.methods(), paths(caller)));
        }
        Map<String, Object> policies = new LinkedHashMap<>();
        permissions.forEach((caller, some) ->
                policies.put(
                        caller,
                        map("permissions", some, "principals", List.of(principal(caller)))));
        return policies;
    }

    private static Object paths(Caller caller) {
        List<String> patterns =
                caller.paths().stream()
                        .map(path -> path.replace(".", "\\.").replace("{id}", "[^/]+"))
                        .toList();
        return map("safe_regex", map("regex", String.join("|", patterns)));
    }

    private static Object principal(String caller) {
        return map("authenticated", map("principal_name", map("exact", WorkloadTls.id(caller))));
    }

    /**
     * The listener through which the service calls a peer in plain HTTP. It accepts the address as
     * host only: a web page whose name resolves to this machine (DNS rebinding) gets no response.
     */
    private static Object outbound(String callee, List<Object> mappers) {
        String port = "${outbound.%s.port}".formatted(callee);
        Map<String, Object> target =
                map("match", map("prefix", "/"), "route", map("cluster", callee, "timeout", "15s"));
        Map<String, Object> host =
                map(
                        "name", callee,
                        "domains", List.of("127.0.0.1:" + port),
                        "routes", List.of(target));
        Map<String, Object> manager =
                map(
                        "@type",
                        CONNECTION_MANAGER,
                        "stat_prefix",
                        "outbound",
                        "server_header_transformation",
                        "PASS_THROUGH",
                        "local_reply_config",
                        map("mappers", mappers),
                        "http_filters",
                        List.of(ROUTER),
                        "route_config",
                        map("virtual_hosts", List.of(host)));
        Map<String, Object> filter = map("name", "http", "typed_config", manager);
        return map(
                "name", callee,
                "address", map("socket_address", map("address", "127.0.0.1", "port_value", port)),
                "filter_chains", List.of(map("filters", List.of(filter))));
    }
}

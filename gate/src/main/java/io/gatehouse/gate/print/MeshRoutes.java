// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.Access;
import io.gatehouse.gate.table.Operation;
import io.gatehouse.gate.table.PathTemplate;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The routes of the ingress gateway: the entries of its VirtualService, and patches to them. */
final class MeshRoutes {
    private static final int PORT = 8080;

    private final Routes routes;
    private final Map<String, String> address;

    /**
     * @param address the headers that tell where a request comes from
     */
    MeshRoutes(Routes routes, Map<String, String> address) {
        this.routes = routes;
        this.address = address;
    }

    /** Entries of a VirtualService; Istio names each route of Envoy after its entry. */
    List<Object> http() {
        List<Object> entries = new ArrayList<>();
        for (Route route : routes.all()) {
            Set<String> hidden = route.forwarding().hidden();
            route.operation()
                    .parts()
                    .forEach(part -> entries.add(entry(route, part, hidden, added(route))));
        }
        return entries;
    }

    /**
     * Entries of the VirtualService at which clients are asked for their certificates.
     *
     * @param certificate the headers that tell of them
     */
    List<Object> withCertificates(Map<String, String> certificate) {
        List<Object> entries = new ArrayList<>();
        for (Route route : routes.all().stream().filter(Route::takesCertificates).toList()) {
            Set<String> hidden = route.forwarding().hiddenBesideCertificates();
            // Istio's gateways write the client's there. By that header workloads know one another,
            // and names that a client's authority has signed have no place in it.
            hidden.add("x-forwarded-client-cert");
            Map<String, String> set = new LinkedHashMap<>(added(route));
            set.putAll(certificate);
            for (Operation part : route.operation().parts()) {
                entries.add(entry(route, part, hidden, set));
            }
        }
        return entries;
    }

    /** A public route ignores a token, valid or not, so jwt_authn is switched off there. */
    List<Object> ignoringTokens() {
        Map<String, Object> off =
                map(
                        "@type",
                        "type.googleapis.com/envoy.config.route.v3.FilterConfig",
                        "disabled",
                        true);
        return patches(Route::isPublic, off);
    }

    /** Lets a request to sign out pass with a token that is no longer valid. */
    List<Object> passingDeadTokens() {
        Map<String, Object> requirement =
                map(
                        "@type",
                        "type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig",
                        "requirement_name",
                        "sign-out");
        return patches(route -> route.guard().access() == Access.SIGN_OUT, requirement);
    }

    private List<Object> patches(Predicate<Route> which, Map<String, Object> authentication) {
        Map<String, Object> filters = map("envoy.filters.http.jwt_authn", authentication);
        return routes.all().stream()
                .filter(which)
                .<Object>map(route ->
                        map(
                                "applyTo", "HTTP_ROUTE",
                                "match", named(route.name()),
                                "patch",
                                        map(
                                                "operation",
                                                "MERGE",
                                                "value",
                                                map("typed_per_filter_config", filters))))
                .toList();
    }

    private static Map<String, Object> named(String route) {
        Map<String, Object> vhost = map("vhost", map("route", map("name", route)));
        return map("context", "GATEWAY", "routeConfiguration", vhost);
    }

    private Map<String, String> added(Route route) {
        return route.forwarding().tellsAddress() ? address : Map.of();
    }

    private static Map<String, Object> entry(
            Route route, Operation part, Set<String> hidden, Map<String, String> added) {
        Map<String, Object> destination =
                map(
                        "host",
                        route.service() + ".gatehouse.svc.cluster.local",
                        "port",
                        map("number", PORT));
        Map<String, Object> request = map("remove", List.copyOf(hidden));
        if (!added.isEmpty()) {
            request.put("set", added);
        }
        return map(
                "name", route.name(),
                "match", List.of(match(part)),
                "route", List.of(map("destination", destination)),
                "timeout", route.forwarding().timeoutSeconds() + "s",
                "retries", retries(part.isRead() && route.forwarding().retriesUnsent()),
                "headers", map("request", request));
    }

    private static Map<String, Object> match(Operation operation) {
        List<String> methods = operation.allowed();
        PathTemplate path = operation.path();
        return map(
                "method",
                        methods.size() == 1
                                ? map("exact", methods.getFirst())
                                : map("regex", String.join("|", methods)),
                "uri", path.isExact() ? map("exact", path.text()) : map("regex", path.regex()));
    }

    private static Map<String, Object> retries(boolean once) {
        return once
                ? map(
                        "attempts",
                        1,
                        "retryOn",
                        "connect-failure,refused-stream,reset-before-request")
                : map("attempts", 0);
    }
}

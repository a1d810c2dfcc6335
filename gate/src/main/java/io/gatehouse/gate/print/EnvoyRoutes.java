// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.Access;
import io.gatehouse.gate.table.Forwarding;
import io.gatehouse.gate.table.Limit;
import io.gatehouse.gate.table.Limits;
import io.gatehouse.gate.table.Operation;
import io.gatehouse.gate.table.PathTemplate;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The routes of the laptop's Envoy, and which of the caller's credentials each forwards. */
final class EnvoyRoutes {
    private static final Map<String, Object> OFF =
            map(
                    "@type",
                    "type.googleapis.com/envoy.config.route.v3.FilterConfig",
                    "disabled",
                    true);
    private static final Map<String, Object> OWN_COOKIES =
            map(
                    "@type",
                    "type.googleapis.com/envoy.extensions.filters.http.lua.v3.LuaPerRoute",
                    "name",
                    "own-cookies");
    private static final Map<String, Object> DEAD_TOKENS_PASS =
            map(
                    "@type",
                    "type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig",
                    "requirement_name",
                    "sign-out");

    private final Routes routes;
    private final Limits limits;
    private final Object address;

    /**
     * @param address the headers that tell where a request comes from, as Envoy takes them
     */
    EnvoyRoutes(Routes routes, Limits limits, Object address) {
        this.routes = routes;
        this.limits = limits;
        this.address = address;
    }

    List<Object> all() {
        List<Object> all = new ArrayList<>();
        for (Route route : routes.all()) {
            route.operation().parts().forEach(part -> all.add(entry(route, part)));
        }
        return all;
    }

    /**
     * Those of the listener that asks clients for their certificates, which has no other filters.
     */
    List<Object> withCertificates() {
        List<Object> all = new ArrayList<>();
        for (Route route : routes.all().stream().filter(Route::takesCertificates).toList()) {
            Set<String> hidden = route.forwarding().hiddenBesideCertificates();
            route.operation().parts().forEach(part -> all.add(entry(route, part, hidden)));
        }
        return all;
    }

    /**
     * Switches off ext_authz, jwt_authn, rbac and the limits per subject; those per address stay.
     */
    Map<String, Object> open() {
        Map<String, Object> open = map("ext_authz", OFF, "jwt_authn", OFF, "rbac", OFF);
        limits.bySubject().map(Limit::name).forEach(name -> open.put("limit." + name, OFF));
        return open;
    }

    private Map<String, Object> entry(Route route, Operation part) {
        Map<String, Object> entry = entry(route, part, route.forwarding().hidden());
        Map<String, Object> filters = filters(route);
        if (!filters.isEmpty()) {
            entry.put("typed_per_filter_config", filters);
        }
        return entry;
    }

    private Map<String, Object> entry(Route route, Operation part, Set<String> hidden) {
        Map<String, Object> entry =
                map("name", route.name(), "match", match(part), "route", target(route, part));
        if (!hidden.isEmpty()) {
            entry.put("request_headers_to_remove", List.copyOf(hidden));
        }
        if (route.forwarding().tellsAddress()) {
            entry.put("request_headers_to_add", address);
        }
        return entry;
    }

    private static Map<String, Object> match(Operation operation) {
        PathTemplate path = operation.path();
        Map<String, Object> match =
                path.isExact()
                        ? map("path", path.text())
                        : map("safe_regex", map("regex", path.regex()));
        match.put("headers", List.of(Requests.method(operation.allowed())));
        return match;
    }

    private static Map<String, Object> target(Route route, Operation part) {
        Forwarding forwarding = route.forwarding();
        Map<String, Object> target =
                map("cluster", route.service(), "timeout", forwarding.timeoutSeconds() + "s");
        if (part.isRead() && forwarding.retriesUnsent()) {
            target.put(
                    "retry_policy",
                    map("retry_on", "connect-failure,reset-before-request", "num_retries", 1));
        }
        return target;
    }

    private Map<String, Object> filters(Route route) {
        Map<String, Object> filters = new LinkedHashMap<>();
        if (route.isPublic()) {
            filters.putAll(open());
        }
        if (route.guard().access() == Access.SIGN_OUT) {
            filters.put("jwt_authn", DEAD_TOKENS_PASS);
        }
        if (!route.forwarding().hidden().contains("cookie")) {
            filters.put("cookies", OWN_COOKIES);
        }
        return filters;
    }
}

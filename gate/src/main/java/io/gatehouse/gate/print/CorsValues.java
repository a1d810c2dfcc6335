// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import io.gatehouse.gate.table.Operation;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The CORS values of both gateways, derived from the routes. */
final class CorsValues {
    private static final List<String> ORDER =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private static final String HEADERS =
            "authorization, content-type, dpop, idempotency-key, if-none-match, traceparent,"
                    + " tracestate, x-request-reason";

    private CorsValues() {}

    static Map<String, String> of(Routes routes) {
        return Map.of(
                "methods", methods(routes),
                "allowed-headers", HEADERS,
                "any-origin-paths", anyOrigin(routes));
    }

    /** All preflights get the same response, so that none reveals which routes exist. */
    private static String methods(Routes routes) {
        return routes.all().stream()
                .map(Route::operation)
                .map(Operation::allowed)
                .flatMap(List::stream)
                .distinct()
                .sorted((one, other) -> ORDER.indexOf(one) - ORDER.indexOf(other))
                .collect(Collectors.joining(", "));
    }

    /** The paths as a CEL list; one with variable segments cannot be in it. */
    private static String anyOrigin(Routes routes) {
        return routes.all().stream()
                .filter(route -> route.forwarding().anyOrigin())
                .map(route -> route.operation().path())
                .map(path -> {
                    if (!path.isExact()) {
                        throw new IllegalArgumentException(
                                "route %s: origins: any needs one path".formatted(path));
                    }
                    return "'" + path.text() + "'";
                })
                .collect(Collectors.joining(", "));
    }
}

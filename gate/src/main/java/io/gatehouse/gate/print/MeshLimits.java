// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.Limit;
import io.gatehouse.gate.table.Limits;
import io.gatehouse.gate.table.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The rate limit filters of the ingress gateway, and the windows of the central service. */
final class MeshLimits {
    private static final String CONNECTIONS = "envoy.filters.network.http_connection_manager";

    private final Buckets buckets;
    private final Limits limits;

    MeshLimits(Routes routes, Limits limits) {
        this.buckets = new Buckets(routes);
        this.limits = limits;
    }

    /** Each patch inserts at the front, so the order is reversed. */
    List<Object> byAddress() {
        Map<String, Object> manager = map("name", CONNECTIONS);
        return filters(limits.byAddress())
                .map(filter -> patch(manager, "INSERT_FIRST", filter))
                .toList()
                .reversed();
    }

    /** Each patch inserts before the router, so the order stays. */
    List<Object> bySubject() {
        Map<String, Object> router =
                map("name", CONNECTIONS, "subFilter", map("name", "envoy.filters.http.router"));
        return filters(limits.bySubject())
                .map(filter -> patch(router, "INSERT_BEFORE", filter))
                .toList();
    }

    /** The descriptors that the central service counts. */
    List<Object> central() {
        List<Object> descriptors = new ArrayList<>();
        for (Limit limit : limits.all()) {
            String owner = limit.by() == Limit.By.ADDRESS ? "masked_remote_address" : "subject";
            for (Limit.Window window : limits.windows(limit)) {
                Map<String, Object> count =
                        map(
                                "name", window.name().replace('-', '_'),
                                "unit", window.period().name().toLowerCase(Locale.ROOT),
                                "requests_per_unit", window.requests());
                descriptors.add(
                        map(
                                "key",
                                "limit",
                                "value",
                                window.name(),
                                "descriptors",
                                List.of(map("key", owner, "rate_limit", count))));
            }
        }
        return descriptors;
    }

    /** The gateway's own bucket is first: it keeps plain excess away from the central service. */
    private Stream<Object> filters(Stream<Limit> some) {
        return some.flatMap(limit -> {
            List<Object> retryAfter = Buckets.retryAfter(limit.secondsToNext());
            Object own = buckets.local(limit, map("response_headers_to_add", retryAfter));
            return Stream.concat(
                    Stream.of(own),
                    limits.windows(limit).stream().map(window -> buckets.central(limit, window)));
        });
    }

    private static Object patch(Map<String, Object> filter, String operation, Object value) {
        Map<String, Object> match =
                map("context", "GATEWAY", "listener", map("filterChain", map("filter", filter)));
        return map(
                "applyTo",
                "HTTP_FILTER",
                "match",
                match,
                "patch",
                map("operation", operation, "value", value));
    }
}

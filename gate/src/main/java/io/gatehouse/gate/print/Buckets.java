// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.Limit;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Envoy's rate limit filters. Each limit has a filter of its own: in a shared one, a request that
 * the first limit refuses would still be counted by the second.
 */
final class Buckets {
    private static final String LOCAL =
            "type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit";
    private static final String CENTRAL =
            "type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit";
    private static final Map<String, Object> ALWAYS =
            map(
                    "default_value",
                    map("numerator", 100, "denominator", "HUNDRED"),
                    "runtime_key",
                    "gate.limit");
    private static final Map<String, Object> SUBJECT =
            map("request_headers", map("header_name", "x-user-id", "descriptor_key", "subject"));

    /** Applies when no descriptor matches; every other fill interval is a multiple of this one. */
    private static final Map<String, Object> UNLIMITED =
            map(
                    "max_tokens", 4_294_967_295L,
                    "tokens_per_fill", 4_294_967_295L,
                    "fill_interval", "1s");

    /** An IPv6 client owns a /64, which is 2^64 addresses. */
    private static final Map<String, Object> CLIENT =
            map("masked_remote_address", map("v4_prefix_mask_len", 32, "v6_prefix_mask_len", 64));

    private static final List<Object> IS_ADMIN =
            List.of(
                    map(
                            "name",
                            "x-user-role",
                            "string_match",
                            map("safe_regex", map("regex", "(.* )?admin( .*)?"))));

    private final Routes routes;

    Buckets(Routes routes) {
        this.routes = routes;
    }

    /**
     * The filter that counts in the gateway itself.
     *
     * @param settings the fields that differ between versions of Envoy
     */
    Map<String, Object> local(Limit limit, Map<String, Object> settings) {
        Map<String, Object> config = map("@type", LOCAL, "stat_prefix", prefix(limit.name()));
        // Without these two the filter neither counts nor refuses.
        config.put("filter_enabled", ALWAYS);
        config.put("filter_enforced", ALWAYS);
        config.put("token_bucket", UNLIMITED);
        config.put("always_consume_default_token_bucket", false);
        // 440 bytes each. The least used is evicted first and would return with a full bucket.
        config.put("max_dynamic_descriptors", 10_000);
        config.putAll(settings);
        config.put("rate_limits", actions(limit, limit.name()));
        config.put("descriptors", List.of(descriptor(limit)));
        return map("name", "limit." + limit.name(), "typed_config", config);
    }

    /** The filter that asks the central service about one window. */
    Map<String, Object> central(Limit limit, Limit.Window window) {
        Map<String, Object> config =
                map(
                        "@type",
                        CENTRAL,
                        "domain",
                        "gatehouse",
                        "stat_prefix",
                        prefix(window.name()),
                        // A response takes a millisecond; without Redis there is none.
                        "timeout",
                        "0.1s",
                        // Fails open: requests pass while the service is away.
                        "failure_mode_deny",
                        false);
        if (window.period() == Limit.Period.HOUR) {
            // The reset header holds the end of the hour; a reply makes Retry-After of it.
            config.put("enable_x_ratelimit_headers", "DRAFT_VERSION_03");
        } else {
            // An upper bound: at most the whole window remains.
            config.put("response_headers_to_add", retryAfter(window.period().seconds()));
        }
        config.put("rate_limit_service", service());
        config.put("rate_limits", actions(limit, window.name()));
        return map("name", "limit." + window.name() + ".central", "typed_config", config);
    }

    static List<Object> retryAfter(int seconds) {
        return List.of(
                map("header", map("key", "retry-after", "value", Integer.toString(seconds))));
    }

    private static Map<String, Object> service() {
        Map<String, Object> grpc =
                map(
                        "cluster_name", "outbound|8081||ratelimit.gatehouse.svc.cluster.local",
                        "authority", "ratelimit.gatehouse.svc.cluster.local");
        return map("transport_api_version", "V3", "grpc_service", map("envoy_grpc", grpc));
    }

    private static String prefix(String name) {
        return "limit_" + name.replace('-', '_');
    }

    private static Map<String, Object> descriptor(Limit limit) {
        String owner = limit.by() == Limit.By.ADDRESS ? "masked_remote_address" : "subject";
        return map(
                "entries", List.of(map("key", "limit", "value", limit.name()), map("key", owner)),
                "token_bucket",
                        map(
                                "max_tokens", limit.burst(),
                                "tokens_per_fill", limit.rate(),
                                "fill_interval", limit.per().seconds() + "s"));
    }

    private List<Object> actions(Limit limit, String value) {
        return switch (limit.by()) {
            case ADDRESS ->
                    limit.isNamed()
                            ? named(limit, value)
                            : List.of(actions(map("generic_key", key(value)), CLIENT));
            case SUBJECT -> {
                Map<String, Object> match = key(value);
                match.put("expect_match", false);
                match.put("headers", IS_ADMIN);
                yield List.of(actions(map("header_value_match", match), SUBJECT));
            }
            case ADMIN -> {
                Map<String, Object> match = key(value);
                match.put("headers", IS_ADMIN);
                yield List.of(actions(map("header_value_match", match), SUBJECT));
            }
        };
    }

    private List<Object> named(Limit limit, String value) {
        Map<List<String>, List<Route>> byMethods =
                routes.limitedBy(limit.name())
                        .collect(
                                Collectors.groupingBy(
                                        route -> route.operation().allowed(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<Object> all = new ArrayList<>();
        byMethods.forEach((methods, group) -> {
            Map<String, Object> match = key(value);
            match.put("headers", List.of(Requests.method(methods), Requests.paths(group)));
            all.add(actions(map("header_value_match", match), CLIENT));
        });
        return all;
    }

    private static Map<String, Object> key(String value) {
        return map("descriptor_key", "limit", "descriptor_value", value);
    }

    private static Map<String, Object> actions(Object what, Object whose) {
        return map("actions", List.of(what, whose));
    }
}

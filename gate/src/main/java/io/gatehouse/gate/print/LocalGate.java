// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.Limit;
import io.gatehouse.gate.table.Limits;
import io.gatehouse.gate.table.Problems;
import io.gatehouse.gate.table.Routes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Generates the configuration of the laptop's Envoy. */
public final class LocalGate {
    /** One hour only: a browser that trusts the local CA applies it to every port of localhost. */
    private static final String HSTS = "max-age=3600";

    private static final String X_RATELIMIT = "enable_x_ratelimit_headers";

    private final Routes routes;
    private final Problems problems;
    private final Limits limits;
    private final HeaderParts headers;

    public LocalGate(Routes routes, Problems problems, Limits limits, HeaderParts headers) {
        this.routes = routes;
        this.problems = problems;
        this.limits = limits;
        this.headers = headers;
    }

    /**
     * The configuration as YAML.
     *
     * @param skeleton the hand-written template
     * @param values ports, files and the like for the places of the template
     * @throws IllegalArgumentException when the template and the values do not match
     */
    public String configuration(Path skeleton, Map<String, String> values) {
        return YamlText.of(Skeleton.read(skeleton).fill(parts(), values(values)));
    }

    /** Whether the configuration has the port of a service: idp, and all services with routes. */
    public boolean asks(String service) {
        return service.equals("idp") || routes.services().contains(service);
    }

    private Map<String, Object> parts() {
        EnvoyClusters clusters = new EnvoyClusters(new WorkloadTls("gateway"));
        Map<String, Object> parts = new HashMap<>(headers.all());
        // It has no place of its own: only some routes add it.
        EnvoyRoutes envoy = new EnvoyRoutes(routes, limits, parts.remove("client-address"));
        parts.putAll(
                Map.of(
                        "routes", envoy.all(),
                        "certificate-routes", envoy.withCertificates(),
                        "open", envoy.open(),
                        "policies", EnvoyPolicies.of(routes),
                        "problems", Replies.mappers(problems.gate()),
                        "limits-by-address", limits.byAddress().map(this::bucket).toList(),
                        "limits-by-subject", limits.bySubject().map(this::bucket).toList(),
                        "certificate", SecretFiles.reference(SecretFiles.GATE),
                        "client-authority", SecretFiles.reference(SecretFiles.CLIENTS),
                        "clusters", clusters.of(routes.services(), limits.inFlight())));
        return parts;
    }

    private Map<String, String> values(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("hsts", HSTS);
        all.putAll(CorsValues.of(routes));
        return all;
    }

    private Object bucket(Limit limit) {
        Map<String, Object> settings = map("enable_retry_after_header", true);
        // Once in a response: only windows below an hour send it, and a request has one of them.
        if (limit.by() != Limit.By.ADDRESS && limit.per() != Limit.Period.HOUR) {
            settings.put(X_RATELIMIT, "DRAFT_VERSION_03");
        }
        return new Buckets(routes).local(limit, settings);
    }
}

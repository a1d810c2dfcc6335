// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Limits;
import io.gatehouse.gate.table.Problems;
import io.gatehouse.gate.table.Routes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Generates the files of the repository for {@code kubectl apply -k} from the tables. */
public final class MeshGate {
    /** A year, as browsers advise. */
    private static final String HSTS = "max-age=31536000";

    private static final String ISSUER = "https://gatehouse.localhost";

    /**
     * The origins in ConfigMap gatehouse (k8s/base, k8s/overlays/demo). The second has the node
     * port under which kind, minikube and the like publish the gateway.
     */
    private static final String ORIGINS = "'%s', '%s:30443'".formatted(ISSUER, ISSUER);

    private final Skeletons skeletons;
    private final Routes routes;
    private final Services services;
    private final Problems problems;
    private final HeaderParts headers;

    /**
     * A generator for these tables and services.
     *
     * @param skeletons the folder of the hand-written templates
     * @throws IllegalArgumentException when a route leads to a service without a file
     */
    public MeshGate(
            Path skeletons,
            Routes routes,
            Services services,
            Problems problems,
            HeaderParts headers) {
        this.skeletons = new Skeletons(skeletons);
        this.routes = routes;
        this.services = services.requireFor(routes);
        this.problems = problems;
        this.headers = headers;
    }

    /** The content of each file, by its path relative to the root of the repository. */
    public Map<String, String> files(Limits limits, Limits seed) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("istio/gate/routes.yaml", routes());
        files.put("istio/gate/authorization.yaml", authorization());
        files.put("istio/gate/traffic.yaml", traffic());
        files.put("istio/gate/problem-replies.yaml", replies());
        files.put("istio/gate/headers.yaml", headers());
        files.put("istio/gate/cors.yaml", cors());
        files.put("istio/gate/cookies.yaml", cookies());
        files.put("istio/gate/rate-limit.yaml", buckets(limits));
        files.put("k8s/components/client-certificates/routes.yaml", certificateRoutes());
        files.put("k8s/components/ratelimit/limits.yaml", counts(limits, "limits.yaml"));
        files.put("k8s/components/seed-limits/rate-limit.yaml", buckets(seed));
        files.put("k8s/components/seed-limits/limits.yaml", counts(seed, "limits-seed.yaml"));
        files.put(
                "k8s/base/policy.yaml",
                Skeletons.made("gate/routes.yaml") + AuthzPolicy.text(routes));
        files.putAll(new ServiceLists(skeletons, services).files());
        files.putAll(new ServiceManifests(skeletons, routes, services).files());
        return files;
    }

    private String routes() {
        MeshRoutes mesh = mesh();
        Map<String, Object> parts =
                Map.of(
                        "routes", mesh.http(),
                        "ignoring-tokens", mesh.ignoringTokens(),
                        "passing-dead-tokens", mesh.passingDeadTokens());
        return fill(
                "routes.yaml",
                "routes.yaml",
                parts,
                Map.of("methods", cors("methods"), "allowed-headers", cors("allowed-headers")));
    }

    private MeshRoutes mesh() {
        return new MeshRoutes(routes, headers.added("client-address"));
    }

    private String certificateRoutes() {
        Map<String, Object> parts =
                Map.of("routes", mesh().withCertificates(headers.added("client-certificate")));
        return fill("routes.yaml", "client-certificates.yaml", parts, Map.of());
    }

    private String authorization() {
        MeshPolicies policies = new MeshPolicies(routes);
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("policies", policies.gate());
        parts.put("asked", policies.asked());
        parts.put("identity-headers", MeshWorkloads.notFromTheGateway(headers.identity()));
        parts.put("workloads", new MeshWorkloads(routes, services).policies());
        return fill("routes.yaml", "authorization.yaml", parts, Map.of("issuer", ISSUER));
    }

    private String traffic() {
        return Skeletons.made("services/ and gate/mesh/traffic.yaml")
                + YamlText.of(new MeshWorkloads(routes, services).traffic(skeletons));
    }

    private String replies() {
        Map<String, Object> parts =
                Map.of(
                        "gate-replies", Replies.mappers(problems.gate()),
                        "service-replies", Replies.mappers(problems.service()));
        return fill("problems.yaml", "problem-replies.yaml", parts, Map.of("hsts", HSTS));
    }

    private String headers() {
        Map<String, Object> parts =
                Map.of(
                        "forget", headers.all().get("forget"),
                        "hsts", headers.all().get("hsts"),
                        "answers", headers.all().get("answers"));
        return fill("headers.yaml", "headers.yaml", parts, Map.of("hsts", HSTS));
    }

    private String cors() {
        Map<String, String> values =
                Map.of("any-origin-paths", cors("any-origin-paths"), "origins", ORIGINS);
        return fill("headers.yaml", "cors.yaml", headers.only("cors"), values);
    }

    private String cookies() {
        return fill("headers.yaml", "cookies.yaml", headers.only("own-cookies-only"), Map.of());
    }

    private String cors(String name) {
        return CorsValues.of(routes).get(name);
    }

    private String buckets(Limits limits) {
        MeshLimits mesh = new MeshLimits(routes, limits);
        Map<String, Object> parts =
                Map.of(
                        "limits-by-address",
                        mesh.byAddress(),
                        "limits-by-subject",
                        mesh.bySubject());
        return fill("limits.yaml", "rate-limit.yaml", parts, Map.of());
    }

    private String counts(Limits limits, String table) {
        Map<String, Object> parts = Map.of("counts", new MeshLimits(routes, limits).central());
        return fill(table, "counts.yaml", parts, Map.of());
    }

    private String fill(
            String table, String skeleton, Map<String, Object> parts, Map<String, String> values) {
        return skeletons.text("gate/" + table, skeleton, parts, values);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the mesh's policy with the gate of one machine and with the rules of authz. */
class MeshConfigTest {

    private static final String ISSUER = "https://gatehouse.localhost";

    private final Mesh mesh = Mesh.read();
    private final MeshRoutes routes = MeshRoutes.of(mesh);
    private final MeshRoles roles = new MeshRoles(mesh);
    private final GatePolicy policy = GatePolicy.read();

    @Test
    void routesWhenComparedWithPolicyThenTheSame() {
        Map<String, String> expected = new TreeMap<>();
        policy.rules().forEach((route, rule) -> expected.put(route, rule.name()));

        assertThat(routes.rules()).isEqualTo(expected);
    }

    @Test
    void routesWhenComparedWithTheLocalGateThenTheSame() {
        GateRoutes local = GateRoutes.ofTemplate();

        assertThat(routes.rules()).isEqualTo(local.routes());
        assertThat(routes.allowed()).isEqualTo(local.allowed());
    }

    @Test
    void rolesWhenComparedWithPolicyThenTheSame() {
        Map<String, Set<String>> expected = new TreeMap<>();
        policy.rules()
                .forEach((route, rule) -> expected.put(MeshRoles.template(route), rule.who()));

        assertThat(roles.roles()).isEqualTo(expected);
    }

    @Test
    void administrationWhenComparedWithPolicyThenClosedToAllOthersOnceMore() {
        Object closed = mesh.spec("AuthorizationPolicy", "istio-system/gate-only-admin");
        Object operation =
                GateYaml.at(
                        GateYaml.list(GateYaml.list(closed, "rules").getFirst(), "to").getFirst(),
                        "operation");
        List<String> paths =
                GateYaml.list(operation, "paths").stream().map(String.class::cast).toList();

        assertThat(GateYaml.at(closed, "action")).isEqualTo("DENY");
        assertThat(GateYaml.list(operation, "methods")).isEmpty();
        policy.rules()
                .forEach((route, rule) ->
                        assertThat(isBelow(route.split(" ", -1)[1], paths))
                                .as(route)
                                .isEqualTo(rule.roles().contains("admin")));
    }

    private static boolean isBelow(String path, List<String> closed) {
        return closed.stream()
                .anyMatch(pattern ->
                        pattern.endsWith("*")
                                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                                : path.equals(pattern));
    }

    @Test
    void authzWhenComparedWithPolicyThenAskedAboutAllButThePublicPaths() {
        Object asked = mesh.spec("AuthorizationPolicy", "istio-system/ask-authz");
        Object rule = GateYaml.list(asked, "rules").getFirst();
        Object operation = GateYaml.at(GateYaml.list(rule, "to").getFirst(), "operation");

        assertThat(GateYaml.list(asked, "rules")).hasSize(1);
        assertThat(((Map<?, ?>) operation).keySet()).isEqualTo(Set.of("notPaths"));
        assertThat(new TreeSet<Object>(GateYaml.list(operation, "notPaths")))
                .isEqualTo(
                        open().stream()
                                .map(route -> MeshRoles.template(route.split(" ", -1)[1]))
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void tokensWhenTheRouteIsOpenThenIgnored() {
        Set<String> expected =
                routes.toServices()
                        .filter(entry -> open().contains(entry.key()))
                        .map(MeshRoutes.Entry::proxyName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(mesh.patchedRoutes("istio-system/open-routes-ignore-tokens"))
                .isEqualTo(expected);
    }

    private Set<String> open() {
        return policy.rules().entrySet().stream()
                .filter(entry -> entry.getValue().access().equals("public"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void refusalsWhenListedThenNoneNeedsAToken() {
        Set<String> expected = routes.refusals();
        expected.add("redirect");

        assertThat(mesh.patchedRoutes("istio-system/refusals-need-no-token")).isEqualTo(expected);
        assertThat(GateYaml.at(routes.routes().getLast(), "name")).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp", "authz", "products", "orders"})
    void workloadWhenComparedWithRoutesThenAdmitsThemFromTheGatewayAlone(String workload) {
        Set<String> expected =
                routes.toServices()
                        .filter(entry -> entry.service().equals(workload))
                        .map(entry -> MeshRoles.template(entry.key()))
                        .collect(Collectors.toCollection(TreeSet::new));
        // The template of a product's page admits it.
        expected.removeAll(Set.of("GET /products/admin", "HEAD /products/admin"));
        if (workload.equals("authz")) {
            expected.add("POST /envoy.service.auth.v3.Authorization/Check");
        }

        assertThat(roles.admitted(workload, MeshRoles.GATEWAY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "idp, authz, GET /microservice/revocations",
        "products, orders, POST /microservice/products/release",
        "orders, products, POST /microservice/orders/add"
    })
    void workloadWhenAnotherCallsThenItIsTheOneOfItsRoutes(
            String workload, String caller, String route) {
        String principal = "cluster.local/ns/gatehouse/sa/" + caller;

        assertThat(roles.callers(workload)).isEqualTo(Set.of(MeshRoles.GATEWAY, principal));
        assertThat(roles.admitted(workload, principal)).contains(route);
        assertThat(roles.admitted(workload, MeshRoles.GATEWAY)).doesNotContain(route);
    }

    @Test
    void routesWhenTheyLeadToAServiceThenNoneLeaksOrRepeatsAWrite() {
        assertThat(routes.toServices())
                .allSatisfy(entry -> {
                    assertThat(entry.isLeaking()).as(entry.key()).isFalse();
                    assertThat(entry.retries())
                            .as(entry.key())
                            .isEqualTo(List.of("GET", "HEAD").contains(entry.method()) ? 1 : 0);
                    assertThat(GateYaml.at(entry.route(), "timeout")).isEqualTo("15s");
                });
    }

    @Test
    void problemsWhenComparedWithTheLocalGateThenTheSame() {
        Object local = GateRoutes.manager();
        Object reply = mesh.patches("istio-system/problem-replies").getFirst();

        assertThat(problems(GateYaml.at(reply, "typed_config"))).isEqualTo(problems(local));
    }

    private static Map<Object, Object> problems(Object manager) {
        Map<Object, Object> problems = new HashMap<>();
        GateYaml.list(manager, "local_reply_config", "mappers").stream()
                .map(mapper -> GateYaml.at(mapper, "body_format_override", "json_format"))
                .filter(Map.class::isInstance)
                .forEach(problem -> problems.put(GateYaml.at(problem, "code"), problem));
        return problems;
    }

    @Test
    void issuerWhenReadAnywhereThenTheSame() {
        Object rule =
                GateYaml.list(mesh.spec("RequestAuthentication", "istio-system/gate"), "jwtRules")
                        .getFirst();
        Object map =
                GateYaml.list(
                                GateYaml.read(GateFiles.repository("k8s/base/kustomization.yaml")),
                                "configMapGenerator")
                        .getFirst();
        Object host = ISSUER.substring("https://".length());

        assertThat(GateYaml.at(rule, "issuer")).isEqualTo(ISSUER);
        assertThat(GateYaml.list(map, "literals").contains("issuer=" + ISSUER)).isTrue();
        mesh.specs("VirtualService")
                .forEach(spec -> assertThat(GateYaml.at(spec, "hosts")).isEqualTo(List.of(host)));
        assertThat(GateYaml.at(provider(), "issuer")).isEqualTo(ISSUER);
    }

    /** The patch of the provider repeats the rule, because Istio replaces it as a whole. */
    @Test
    void providerWhenComparedWithTheRuleThenTheSame() {
        Object rule =
                GateYaml.list(mesh.spec("RequestAuthentication", "istio-system/gate"), "jwtRules")
                        .getFirst();
        Map<Object, Object> headers = new HashMap<>();
        GateYaml.list(rule, "outputClaimToHeaders")
                .forEach(it -> headers.put(GateYaml.at(it, "claim"), GateYaml.at(it, "header")));
        Map<Object, Object> patched = new HashMap<>();
        GateYaml.list(provider(), "claim_to_headers")
                .forEach(it ->
                        patched.put(GateYaml.at(it, "claim_name"), GateYaml.at(it, "header_name")));

        assertThat(patched).isEqualTo(headers).hasSize(6);
        assertThat(GateYaml.at(provider(), "audiences")).isEqualTo(GateYaml.at(rule, "audiences"));
        assertThat(GateYaml.at(provider(), "from_cookies"))
                .isEqualTo(GateYaml.at(rule, "fromCookies"));
        assertThat(GateYaml.at(provider(), "remote_jwks", "http_uri", "uri"))
                .isEqualTo(GateYaml.at(rule, "jwksUri"));
    }

    @Test
    void deadTokensWhenComparedWithPolicyThenPassWhereOneSignsOut() {
        Set<String> expected =
                routes.toServices()
                        .filter(entry ->
                                policy.rules().get(entry.key()).access().equals("sign-out"))
                        .map(MeshRoutes.Entry::proxyName)
                        .collect(Collectors.toCollection(TreeSet::new));
        Object requirement = GateYaml.at(authentication(), "requirement_map", "sign-out");
        Object patch = mesh.patches("istio-system/sign-out-with-a-dead-token").getFirst();
        Object filters = GateYaml.at(patch, "typed_per_filter_config");

        assertThat(mesh.patchedRoutes("istio-system/sign-out-with-a-dead-token"))
                .isEqualTo(expected)
                .hasSize(1);
        assertThat(GateYaml.at(filters, "envoy.filters.http.jwt_authn", "requirement_name"))
                .isEqualTo("sign-out");
        assertThat(GateYaml.list(requirement, "requires_any", "requirements"))
                .isEqualTo(
                        List.of(
                                Map.of("provider_name", "origins-0"),
                                Map.of("allow_missing_or_failed", Map.of())));
    }

    private Object provider() {
        return GateYaml.at(authentication(), "providers", "origins-0");
    }

    private Object authentication() {
        return GateYaml.at(
                mesh.patches("istio-system/token-life-and-keys").getFirst(), "typed_config");
    }
}

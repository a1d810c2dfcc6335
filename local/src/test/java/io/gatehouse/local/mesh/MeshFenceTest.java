// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.gate.GateConfig;
import io.gatehouse.local.gate.GateFiles;
import io.gatehouse.local.gate.GateYaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mesh's fences, line by line: what only a cluster would show if it were wrong. */
class MeshFenceTest {

    private static final Map<String, Object> THE_GATE =
            Map.of("matchLabels", Map.of("istio", "ingressgateway"));
    private static final Map<String, Object> SIGNED_IN =
            Map.of("source", Map.of("requestPrincipals", List.of("https://gatehouse.localhost/*")));
    private static final String COLLECTOR =
            "gatehouse-monitoring/otel-collector.gatehouse-monitoring.svc.cluster.local";
    private static final String ROLES = "request.auth.claims[roles]";

    private final Mesh mesh = Mesh.read();
    private final Object operator =
            GateYaml.at(GateYaml.read(GateFiles.repository("istio/operator.yaml")), "spec");

    @Test
    void authzWhenSilentThenNoRequestPasses() {
        Object provider =
                GateYaml.list(operator, "meshConfig", "extensionProviders").stream()
                        .filter(each -> "ext-authz".equals(GateYaml.at(each, "name")))
                        .map(each -> GateYaml.at(each, "envoyExtAuthzGrpc"))
                        .findFirst()
                        .orElseThrow();

        assertThat(provider)
                .isEqualTo(
                        Map.of(
                                "service", "authz.gatehouse.svc.cluster.local",
                                "port", 9000,
                                "timeout", "0.5s",
                                "failOpen", false,
                                "statusOnError", "503"));
    }

    @Test
    void authzWhenAskedThenAboutTheGateAlone() {
        Object asked = mesh.spec("AuthorizationPolicy", "istio-system/ask-authz");

        assertThat(GateYaml.at(asked, "action")).isEqualTo("CUSTOM");
        assertThat(GateYaml.at(asked, "provider", "name")).isEqualTo("ext-authz");
        assertThat(GateYaml.at(asked, "selector")).isEqualTo(THE_GATE);
    }

    @Test
    void mutualTlsWhenReadThenWithoutException() {
        assertThat(mesh.specs("PeerAuthentication"))
                .containsExactly(Map.of("mtls", Map.of("mode", "STRICT")));
        assertThat(mesh.spec("PeerAuthentication", "istio-system/default")).isNotNull();
        assertThat(GateYaml.at(operator, "meshConfig", "meshMTLS", "minProtocolVersion"))
                .isEqualTo("TLSV1_3");
        assertThat(
                        mesh.specs("DestinationRule").stream()
                                .filter(rule ->
                                        ((String) GateYaml.at(rule, "host")).endsWith(".local"))
                                .map(rule -> GateYaml.at(rule, "trafficPolicy", "tls")))
                .as("a rule that says how to speak TLS could switch it off")
                .containsOnlyNulls();
    }

    @Test
    void policiesWhenListedThenTheseAndNoOther() {
        Map<String, Object> actions = new TreeMap<>();
        mesh.named("AuthorizationPolicy")
                .forEach((name, spec) ->
                        actions.put(
                                name,
                                GateYaml.at(spec, "action") == null
                                        ? "none"
                                        : GateYaml.at(spec, "action")));

        assertThat(actions)
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("istio-system/nobody", "none"),
                                Map.entry("istio-system/ask-authz", "CUSTOM"),
                                Map.entry("istio-system/gate-anyone", "ALLOW"),
                                Map.entry("istio-system/gate-signed-in", "ALLOW"),
                                Map.entry("istio-system/gate-admin", "ALLOW"),
                                Map.entry("istio-system/gate-payment", "ALLOW"),
                                Map.entry("istio-system/gate-only-admin", "DENY"),
                                Map.entry("istio-system/gate-only-payment", "DENY"),
                                Map.entry("gatehouse/identity-headers", "DENY"),
                                Map.entry("gatehouse/idp", "ALLOW"),
                                Map.entry("gatehouse/authz", "ALLOW"),
                                Map.entry("gatehouse/products", "ALLOW"),
                                Map.entry("gatehouse/orders", "ALLOW"),
                                Map.entry("gatehouse/payments", "ALLOW"),
                                Map.entry("gatehouse/ratelimit", "ALLOW"),
                                Map.entry("gatehouse/redis", "ALLOW")));
    }

    /** Without rules it allows nothing; without a selector, in Istio's namespace, it is for all. */
    @Test
    void nobodyWhenReadThenAllowsNothingAnywhere() {
        assertThat(mesh.spec("AuthorizationPolicy", "istio-system/nobody")).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"anyone", "signed-in", "admin", "payment", "only-admin", "only-payment"})
    void gatePolicyWhenReadThenIsForTheGateAlone(String name) {
        assertThat(GateYaml.at(gatePolicy(name), "selector")).isEqualTo(THE_GATE);
        assertThat(GateYaml.list(gatePolicy(name), "rules")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"idp", "authz", "products", "orders", "payments", "ratelimit", "redis"})
    void workloadPolicyWhenReadThenIsForItsWorkloadAndNamesEachCaller(String name) {
        Object policy = mesh.spec("AuthorizationPolicy", "gatehouse/" + name);

        assertThat(GateYaml.at(policy, "selector"))
                .isEqualTo(Map.of("matchLabels", Map.of("app.kubernetes.io/name", name)));
        assertThat(GateYaml.list(policy, "rules"))
                .allSatisfy(rule -> {
                    assertThat(((Map<?, ?>) rule).keySet()).isEqualTo(Set.of("from", "to"));
                    assertThat(GateYaml.list(rule, "to"))
                            .isNotEmpty()
                            .allSatisfy(to ->
                                    assertThat(GateYaml.list(to, "operation", "ports")).hasSize(1));
                });
    }

    /** Who: by the token's issuer and its roles, which no other field may widen. */
    @Test
    void gatePolicyWhenReadThenSaysWhoByVerifiedTokenAlone() {
        assertThat(keysOf(gateRule("anyone"))).isEqualTo(Set.of("to"));
        assertThat(keysOf(gateRule("signed-in"))).isEqualTo(Set.of("from", "to"));
        assertThat(GateYaml.list(gateRule("signed-in"), "from")).isEqualTo(List.of(SIGNED_IN));
    }

    @ParameterizedTest
    @CsvSource({"admin", "payment"})
    void gatePolicyWhenForARoleThenTheVerifiedTokenMustHaveIt(String role) {
        Object rule = gateRule(role);

        assertThat(keysOf(rule)).isEqualTo(Set.of("from", "to", "when"));
        assertThat(GateYaml.list(rule, "from")).isEqualTo(List.of(SIGNED_IN));
        assertThat(GateYaml.list(rule, "when"))
                .isEqualTo(List.of(Map.of("key", ROLES, "values", List.of(role))));
    }

    @ParameterizedTest
    @CsvSource({"admin", "payment"})
    void routesOfARoleWhenClosedOnceMoreThenToAllWithoutIt(String role) {
        Object rule = gateRule("only-" + role);

        assertThat(keysOf(rule)).isEqualTo(Set.of("to", "when"));
        assertThat(GateYaml.list(rule, "when"))
                .isEqualTo(List.of(Map.of("key", ROLES, "notValues", List.of(role))));
        assertThat(GateYaml.list(rule, "to"))
                .isNotEmpty()
                .allSatisfy(to -> {
                    assertThat(keysOf(GateYaml.at(to, "operation")))
                            .isEqualTo(Set.of("ports", "methods", "paths"));
                    assertThat(GateYaml.at(to, "operation", "ports")).isEqualTo(List.of("8443"));
                });
    }

    /** Skew, longest life, places, headers, key cache: all but where issuer and keys are. */
    @Test
    void tokenWhenVerifiedThenByTheRulesOfTheLocalGate() {
        Map<Object, Object> mine = provider(mesh.patches("istio-system/token-life-and-keys"));
        Map<Object, Object> local =
                settings(
                        GateYaml.at(
                                GateConfig.filter("jwt_authn"),
                                "typed_config",
                                "providers",
                                "gatehouse"));

        // Istio's own policies read the scope of a token by word; ours do not.
        mine.remove("normalize_payload_in_metadata");
        assertThat(mine).isEqualTo(local).containsEntry("clock_skew_seconds", 30);
        assertThat(local)
                .containsEntry("max_lifetime", "600s")
                .containsEntry("require_expiration", true)
                .containsEntry("forward", false);
    }

    private static Map<Object, Object> provider(List<Object> patches) {
        assertThat(patches).hasSize(1);
        return settings(GateYaml.at(patches.getFirst(), "typed_config", "providers", "origins-0"));
    }

    private static Map<Object, Object> settings(Object provider) {
        Map<Object, Object> settings = new HashMap<>((Map<?, ?>) provider);
        settings.remove("issuer");
        Map<Object, Object> keys = new HashMap<>((Map<?, ?>) settings.get("remote_jwks"));
        keys.put("http_uri", GateYaml.at(keys.get("http_uri"), "timeout"));
        settings.put("remote_jwks", keys);
        return settings;
    }

    @Test
    void tokenWhenOfAnotherTypeThenRefusedByTheMatchOfTheLocalGate() {
        Object filter = mesh.patches("istio-system/token-type").getFirst();
        Object rules = GateYaml.at(filter, "typed_config", "rules");
        Object policy = GateYaml.at(rules, "policies", "another-type");
        Object local =
                GateYaml.list(
                                GateConfig.filter("rbac"),
                                "typed_config",
                                "rules",
                                "policies",
                                "signed-in",
                                "principals")
                        .getFirst();
        List<?> both =
                GateYaml.list(GateYaml.list(policy, "principals").getFirst(), "and_ids", "ids");

        assertThat(GateYaml.at(rules, "action")).isEqualTo("DENY");
        assertThat(GateYaml.at(policy, "permissions")).isEqualTo(List.of(Map.of("any", true)));
        assertThat(GateYaml.list(policy, "principals")).hasSize(1);
        assertThat(both).hasSize(2);
        assertThat(GateYaml.at(both.getFirst(), "sourced_metadata", "metadata_matcher", "value"))
                .isEqualTo(Map.of("present_match", true));
        assertThat(GateYaml.at(both.getLast(), "not_id")).isEqualTo(local);
        assertThat(GateYaml.at(local, "sourced_metadata", "metadata_matcher", "value"))
                .isEqualTo(Map.of("string_match", Map.of("exact", "at+jwt")));
    }

    @Test
    void podsWhenTheyCallOutThenOnlyWhatIsNamedAndWhatIsOutsideForOneEach() {
        List<String> inside = List.of("./*", "gatehouse-data/*", COLLECTOR);

        assertThat(mesh.named("Sidecar"))
                .containsOnlyKeys("gatehouse/default", "gatehouse/payments", "gatehouse/idp");
        assertThat(mesh.spec("Sidecar", "gatehouse/default")).isEqualTo(knowing(inside));
        assertThat(mesh.spec("Sidecar", "gatehouse/payments"))
                .isEqualTo(knowing("payments", inside, "provider/*"));
        assertThat(mesh.spec("Sidecar", "gatehouse/idp"))
                .isEqualTo(knowing("idp", inside, "clients/*"));
        assertThat(GateYaml.at(operator, "meshConfig", "outboundTrafficPolicy", "mode"))
                .isEqualTo("REGISTRY_ONLY");
        assertThat(mesh.specs("ServiceEntry")).isEmpty();
    }

    private static Map<String, Object> knowing(
            String workload, List<String> inside, String outside) {
        Map<String, Object> knowing =
                new HashMap<>(knowing(Stream.concat(inside.stream(), Stream.of(outside)).toList()));
        knowing.put(
                "workloadSelector", Map.of("labels", Map.of("app.kubernetes.io/name", workload)));
        return knowing;
    }

    private static Map<String, Object> knowing(List<String> hosts) {
        return Map.of(
                "egress",
                List.of(Map.of("hosts", hosts)),
                "outboundTrafficPolicy",
                Map.of("mode", "REGISTRY_ONLY"));
    }

    @Test
    void providerWhenOutsideThenTheProxySpeaksVerifiedTlsToItsName() {
        Mesh production =
                new Mesh(
                        GateYaml.readAll(
                                GateFiles.repository("k8s/overlays/production/provider.yaml")));
        Object provider = production.spec("ServiceEntry", "provider/payment-provider");
        Object rule = production.spec("DestinationRule", "provider/payment-provider");
        Object tls = GateYaml.at(rule, "trafficPolicy", "tls");

        assertThat(GateYaml.at(provider, "exportTo")).isEqualTo(List.of("gatehouse"));
        assertThat(GateYaml.at(rule, "exportTo")).isEqualTo(List.of("gatehouse"));
        assertThat(GateYaml.at(tls, "mode")).isEqualTo("SIMPLE");
        assertThat(GateYaml.at(tls, "caCertificates")).isEqualTo("system");
        assertThat(GateYaml.list(tls, "subjectAltNames"))
                .isEqualTo(GateYaml.at(provider, "hosts"))
                .isEqualTo(List.of(GateYaml.at(rule, "host")))
                .isEqualTo(List.of(GateYaml.at(tls, "sni")));
    }

    @Test
    void gatewayWhenReadThenServesItsOwnRoutesOverTlsAlone() {
        List<?> tls = GateYaml.list(mesh.spec("Gateway", "istio-system/gate"), "servers");
        List<?> plain = GateYaml.list(mesh.spec("Gateway", "istio-system/redirect"), "servers");

        assertThat(mesh.named("Gateway")).hasSize(2);
        assertThat(tls).hasSize(1);
        assertThat(GateYaml.at(tls.getFirst(), "hosts")).isEqualTo(List.of("./*"));
        assertThat(GateYaml.at(tls.getFirst(), "tls", "mode")).isEqualTo("SIMPLE");
        assertThat(GateYaml.at(tls.getFirst(), "tls", "minProtocolVersion")).isEqualTo("TLSV1_2");
        assertThat(GateYaml.at(plain.getFirst(), "port", "protocol")).isEqualTo("HTTP");
        Object redirect = mesh.spec("VirtualService", "istio-system/redirect");
        assertThat(
                        GateYaml.list(redirect, "http").stream()
                                .map(MeshFenceTest::keysOf)
                                .collect(Collectors.toSet()))
                .isEqualTo(Set.of(Set.of("name", "redirect")));
    }

    @ParameterizedTest
    @CsvSource({
        "PILOT_JWT_ENABLE_REMOTE_JWKS, hybrid",
        "PILOT_SCOPE_GATEWAY_TO_NAMESPACE, true",
        "ENABLE_NATIVE_SIDECARS, true"
    })
    void controlPlaneWhenReadThenHasTheSwitch(String name, String value) {
        assertThat(GateYaml.at(operator, "values", "pilot", "env", name)).isEqualTo(value);
    }

    private Object gatePolicy(String name) {
        return mesh.spec("AuthorizationPolicy", "istio-system/gate-" + name);
    }

    private Object gateRule(String name) {
        return GateYaml.list(gatePolicy(name), "rules").getFirst();
    }

    private static Set<?> keysOf(Object node) {
        return ((Map<?, ?>) node).keySet();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.gate.GateFiles;
import io.gatehouse.local.gate.GateYaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds together what is written more than once in istio/ by hand. */
class MeshConfigTest {

    private static final String ISSUER = "https://gatehouse.localhost";

    private final Mesh mesh = Mesh.read();
    private final MeshRoles roles = new MeshRoles(mesh);

    @ParameterizedTest
    @CsvSource({
        "idp, authz, GET /microservice/revocations",
        "products, orders, POST /microservice/products/release",
        "payments, orders, POST /microservice/payments/charge",
        "payments, orders, POST /microservice/payments/refund",
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

        Map<Object, Object> table = new HashMap<>();
        GateYaml.list(GateYaml.read(GateFiles.repository("gate/headers.yaml")), "identity")
                .forEach(it ->
                        table.put(GateYaml.at(it, "claim_name"), GateYaml.at(it, "header_name")));

        assertThat(patched).isEqualTo(headers).isEqualTo(table).hasSize(6);
        assertThat(GateYaml.at(provider(), "audiences")).isEqualTo(GateYaml.at(rule, "audiences"));
        assertThat(GateYaml.at(provider(), "from_cookies"))
                .isEqualTo(GateYaml.at(rule, "fromCookies"));
        assertThat(GateYaml.at(provider(), "remote_jwks", "http_uri", "uri"))
                .isEqualTo(GateYaml.at(rule, "jwksUri"));
    }

    private Object provider() {
        return GateYaml.at(authentication(), "providers", "origins-0");
    }

    private Object authentication() {
        return GateYaml.at(
                mesh.patches("istio-system/token-life-and-keys").getFirst(), "typed_config");
    }

    @Test
    void deadTokensWhenOneSignsOutThenPass() {
        assertThat(
                        GateYaml.list(
                                authentication(),
                                "requirement_map",
                                "sign-out",
                                "requires_any",
                                "requirements"))
                .isEqualTo(
                        List.of(
                                Map.of("provider_name", "origins-0"),
                                Map.of("allow_missing_or_failed", Map.of())));
    }
}

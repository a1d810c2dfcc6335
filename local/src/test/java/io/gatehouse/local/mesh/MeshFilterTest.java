// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.gate.GateConfig;
import io.gatehouse.local.gate.GateFiles;
import io.gatehouse.local.gate.GateYaml;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the filters that istio/ puts into the gateway with those of the local gate. */
class MeshFilterTest {

    private static final Pattern QUOTED = Pattern.compile("'(https://[^']*)'");

    private final Mesh mesh = Mesh.read();

    /** What a client may not say; GateIdentityIT tries each of them at the local gate. */
    @Test
    void headersWhenAClientSendsThemThenTheSameAreForgotten() {
        Object manager = GateYaml.at(headers().getFirst(), "typed_config");

        assertThat(forgotten(manager)).isEqualTo(forgotten(GateConfig.manager())).hasSize(11);
        assertThat(GateYaml.at(manager, "server_header_transformation"))
                .isEqualTo(GateYaml.at(GateConfig.manager(), "server_header_transformation"));
        assertThat(GateYaml.at(manager, "always_set_request_id_in_response")).isEqualTo(true);
    }

    private static List<?> forgotten(Object manager) {
        List<?> extensions = GateYaml.list(manager, "early_header_mutation_extensions");
        assertThat(extensions).hasSize(1);
        return GateYaml.list(extensions.getFirst(), "typed_config", "mutations");
    }

    /** The laptop's HSTS lasts an hour, the only difference. */
    @Test
    void answersWhenTheyLeaveThenCarryTheSameHeaders() {
        String mine = mutations(headers().getLast()).replace("max-age=31536000", "max-age=3600");

        assertThat(mine).isEqualTo(mutations(GateConfig.filter("answers")));
    }

    @Test
    void pagesWhenTheyReadAnswersThenByTheSameRule() {
        Object filter = mesh.patches("istio-system/cors").getFirst();
        Object local = GateConfig.filter("cors");

        assertThat(QUOTED.matcher(mutations(filter)).replaceAll("an origin"))
                .isEqualTo(QUOTED.matcher(mutations(local)).replaceAll("an origin"));
    }

    /** Whose page may read with cookies may also send them, says authz, and idp. */
    @ParameterizedTest
    @CsvSource({"k8s/base, 1", "k8s/overlays/demo, 2"})
    void originsWhenComparedWithAuthzThenTheSame(String folder, int number) {
        Object map =
                GateYaml.list(
                                GateYaml.read(GateFiles.repository(folder + "/kustomization.yaml")),
                                "configMapGenerator")
                        .getFirst();
        String allowed =
                GateYaml.list(map, "literals").stream()
                        .map(String.class::cast)
                        .filter(literal -> literal.startsWith("allowed-origins="))
                        .findFirst()
                        .orElseThrow();
        List<String> origins =
                QUOTED.matcher(mutations(mesh.patches("istio-system/cors").getFirst()))
                        .results()
                        .map(origin -> origin.group(1))
                        .toList();

        assertThat(origins).hasSize(2);
        assertThat(allowed)
                .isEqualTo("allowed-origins=" + String.join(",", origins.subList(0, number)));
    }

    @Test
    void preflightWhenAnsweredThenAllowsTheSame() {
        Object route =
                GateYaml.list(mesh.spec("VirtualService", "istio-system/gate"), "http").stream()
                        .filter(each -> "preflight".equals(GateYaml.at(each, "name")))
                        .findFirst()
                        .orElseThrow();
        Map<Object, Object> local = new TreeMap<>();
        GateYaml.list(GateConfig.route("preflight"), "response_headers_to_add")
                .forEach(header ->
                        local.put(
                                GateYaml.at(header, "header", "key"),
                                GateYaml.at(header, "header", "value")));

        assertThat(GateYaml.at(route, "headers", "response", "set")).isEqualTo(local);
        assertThat(GateYaml.at(route, "directResponse")).isEqualTo(Map.of("status", 204));
        assertThat(((Map<?, ?>) GateYaml.list(route, "match").getFirst()).keySet())
                .isEqualTo(Set.of("method", "headers"));
    }

    @Test
    void cookiesWhenSentToIdpThenTheSameScriptChooses() {
        Object mine = mesh.patches("istio-system/own-cookies-only").getFirst();
        Object local = GateConfig.filter("cookies");

        assertThat(GateYaml.at(mine, "typed_config", "default_source_code", "inline_string"))
                .isNotNull()
                .isEqualTo(
                        GateYaml.at(
                                local,
                                "typed_config",
                                "source_codes",
                                "own-cookies",
                                "inline_string"));
        assertThat(GateYaml.at(mine, "typed_config", "clear_route_cache")).isEqualTo(false);
        assertThat(GateYaml.at(local, "typed_config", "clear_route_cache")).isEqualTo(false);
    }

    @Test
    void requestWhenTooLargeOrSlowThenByTheSameNumbers() {
        Object sizes = GateYaml.at(mesh.patches("istio-system/sizes").getFirst(), "typed_config");
        Object local = GateConfig.manager();
        String edge = connectionSettings();

        assertThat(GateYaml.at(sizes, "max_request_headers_kb"))
                .isEqualTo(GateYaml.at(local, "max_request_headers_kb"))
                .isEqualTo(32);
        assertThat(GateYaml.at(sizes, "common_http_protocol_options", "max_headers_count"))
                .isEqualTo(GateYaml.at(local, "common_http_protocol_options", "max_headers_count"));
        assertThat(edge)
                .contains("profile: EDGE")
                .contains("httpRequestHeadersTimeout: " + text(local, "request_headers_timeout"))
                .contains("httpRequestTimeout: " + text(local, "request_timeout"))
                .contains("httpStreamIdleTimeout: " + text(local, "stream_idle_timeout"))
                .contains(
                        "httpIdleTimeout: "
                                + GateYaml.at(
                                        local, "common_http_protocol_options", "idle_timeout"))
                .contains(
                        "httpPathWithEscapedSlashesAction: "
                                + text(local, "path_with_escaped_slashes_action"));
    }

    /** The gate adds identity, trace and id to what the client sent. */
    @Test
    void headersWhenTheGateTakesThemThenServicesHaveRoomForThemAndItsOwn() throws IOException {
        Properties service = new Properties();
        try (Reader reader =
                Files.newBufferedReader(
                        GateFiles.repository(
                                "common/web/src/main/resources/META-INF/microprofile-config.properties"))) {
            service.load(reader);
        }
        int gate = (Integer) GateYaml.at(GateConfig.manager(), "max_request_headers_kb");

        assertThat(service.getProperty("server.protocols.http_1_1.max-headers-size"))
                .asInt()
                .isGreaterThanOrEqualTo((gate + 8) * 1024);
    }

    private static String connectionSettings() {
        Object operator = GateYaml.read(GateFiles.repository("istio/operator.yaml"));
        return text(
                GateYaml.at(
                        operator,
                        "spec",
                        "values",
                        "gateways",
                        "istio-ingressgateway",
                        "podAnnotations"),
                "proxy.istio.io/config");
    }

    /** The last that inserts at the front is the first that a request meets. */
    @Test
    void filtersWhenInsertedThenInTheOrderOfTheLocalGate() {
        List<String> front =
                List.of("headers", "cors", "limits-per-address").stream()
                        .sorted(Comparator.comparing(this::priority).reversed())
                        .toList();
        List<String> behind =
                List.of("limits-per-subject", "own-cookies-only").stream()
                        .sorted(Comparator.comparing(this::priority))
                        .toList();

        assertThat(front).containsExactly("headers", "cors", "limits-per-address");
        assertThat(behind).containsExactly("limits-per-subject", "own-cookies-only");
        assertThat(
                        GateYaml.list(GateConfig.manager(), "http_filters").stream()
                                .map(filter -> GateYaml.at(filter, "name"))
                                .map(Objects::toString))
                .containsExactly(
                        "answers",
                        "cors",
                        "limit.address",
                        "limit.signin",
                        "body",
                        "ext_authz",
                        "jwt_authn",
                        "rbac",
                        "limit.subject",
                        "limit.subject-hour",
                        "limit.admin",
                        "cookies",
                        "envoy.filters.http.router");
    }

    private Integer priority(String name) {
        return (Integer) GateYaml.at(mesh.spec("EnvoyFilter", "istio-system/" + name), "priority");
    }

    private List<Object> headers() {
        List<Object> patches = mesh.patches("istio-system/headers");
        assertThat(patches).hasSize(2);
        return patches;
    }

    private static String mutations(Object filter) {
        Object mutations = GateYaml.at(filter, "typed_config", "mutations");
        assertThat(((Map<?, ?>) mutations).keySet()).hasSize(1);
        return GateYaml.list(mutations, "response_mutations").toString();
    }

    private static String text(Object node, String key) {
        return Objects.requireNonNull((String) GateYaml.at(node, key), key);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.gate.GateConfig;
import io.gatehouse.local.gate.GateFiles;
import io.gatehouse.local.gate.GateYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what the gateway asks the central service for with what that counts. */
class MeshLimitTest {

    private static final String CENTRAL = "k8s/components/ratelimit/limits.yaml";

    private final Mesh mesh = Mesh.read();

    /** A limit that the service does not know counts nothing, one that nobody asks for as well. */
    @Test
    void centralLimitsWhenAskedForThenAllKnown() {
        List<String> asked =
                filters()
                        .filter(filter ->
                                ((String) GateYaml.at(filter, "name")).endsWith(".central"))
                        .flatMap(filter ->
                                GateYaml.list(filter, "typed_config", "rate_limits").stream())
                        .map(rate -> GateYaml.list(rate, "actions"))
                        .map(actions ->
                                asked(actions.getFirst()) + " of " + whom(actions.getLast()))
                        // Once for each set of methods.
                        .distinct()
                        .sorted()
                        .toList();
        List<String> known =
                GateYaml.list(GateYaml.read(GateFiles.repository(CENTRAL)), "descriptors").stream()
                        .map(descriptor ->
                                GateYaml.at(descriptor, "value") + " of " + counted(descriptor))
                        .sorted()
                        .toList();

        assertThat(asked).isEqualTo(known);
    }

    /** A limit whose refusals nobody counts would be missed on the dashboard and by the alert. */
    @Test
    void refusalsWhenCountedThenThoseOfEveryFilter() throws IOException {
        String rules =
                Files.readString(GateFiles.repository("k8s/components/monitoring/rules.yml"));

        assertThat(filters())
                .allSatisfy(filter -> {
                    String counter =
                            ((String) GateYaml.at(filter, "name")).endsWith(".central")
                                    ? "envoy_cluster_ratelimit_%s_over_limit{"
                                    : "envoy_%s_http_local_rate_limit_rate_limited{";
                    assertThat(rules)
                            .contains(
                                    counter.formatted(
                                            GateYaml.at(filter, "typed_config", "stat_prefix")));
                });
    }

    /** Who owns the /64 of an IPv6 address would otherwise have a limit for each address of it. */
    @Test
    void addressWhenCountedThenAnIpv6ClientIsItsNetworkHereAndLocally() {
        Object network = Map.of("v4_prefix_mask_len", 32, "v6_prefix_mask_len", 64);
        Stream<?> gate = GateYaml.list(GateConfig.manager(), "http_filters").stream();

        assertThat(addresses(filters())).hasSize(8).containsOnly(network);
        assertThat(addresses(gate)).hasSize(3).containsOnly(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp", "products", "orders", "payments"})
    void requestsInFlightWhenComparedWithTheLocalGateThenTheSame(String service) {
        Object pool =
                GateYaml.at(
                        mesh.spec("DestinationRule", "istio-system/" + service),
                        "trafficPolicy",
                        "connectionPool",
                        "http",
                        "http2MaxRequests");

        assertThat(pool).isEqualTo(GateFiles.limits("limits.yaml").inFlight());
    }

    private Stream<Object> filters() {
        return Stream.of("istio-system/limits-per-address", "istio-system/limits-per-subject")
                .flatMap(name -> mesh.patches(name).stream());
    }

    private static String asked(Object action) {
        return Stream.of("generic_key", "header_value_match")
                .map(kind -> (String) GateYaml.at(action, kind, "descriptor_value"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** The key that an action sends: Envoy gives an address the name of its action. */
    private static Object whom(Object action) {
        Object key = GateYaml.at(action, "request_headers", "descriptor_key");
        return key != null ? key : ((Map<?, ?>) action).keySet().iterator().next();
    }

    private static Object counted(Object descriptor) {
        return GateYaml.at(GateYaml.list(descriptor, "descriptors").getFirst(), "key");
    }

    /** How each limit that counts by address makes a client of it. */
    private static List<Object> addresses(Stream<?> filters) {
        return filters.flatMap(
                        filter -> GateYaml.list(filter, "typed_config", "rate_limits").stream())
                .flatMap(rate -> GateYaml.list(rate, "actions").stream())
                .flatMap(action -> ((Map<?, ?>) action).entrySet().stream())
                .filter(action -> ((String) action.getKey()).endsWith("remote_address"))
                .<Object>map(Map.Entry::getValue)
                .toList();
    }
}

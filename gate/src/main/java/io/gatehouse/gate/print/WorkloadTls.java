// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import java.util.List;
import java.util.Map;

/**
 * The mutual TLS of an Envoy that represents one workload: both ends present a certificate, and the
 * peer's must have one of the listed SPIFFE ids.
 *
 * @param workload the owner of the certificate
 */
public record WorkloadTls(String workload) {
    private static final String TYPES =
            "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.";

    /** What the SPIFFE ids of all workloads begin with on a laptop. */
    public static final String WORKLOADS = "spiffe://gatehouse.local/ns/gatehouse/sa/";

    static String id(String workload) {
        return WORKLOADS + workload;
    }

    /** The transport socket for connections to a service. */
    Map<String, Object> towards(String service) {
        return socket(
                map(
                        "@type",
                        TYPES + "UpstreamTlsContext",
                        "sni",
                        service,
                        "common_tls_context",
                        common(List.of(service))));
    }

    /** The transport socket for connections from these callers only. */
    Map<String, Object> from(List<String> callers) {
        return socket(
                map(
                        "@type",
                        TYPES + "DownstreamTlsContext",
                        "require_client_certificate",
                        true,
                        "common_tls_context",
                        common(callers)));
    }

    private Map<String, Object> common(List<String> peers) {
        // Both ends are Gatehouse's own: no older version is needed.
        Map<String, Object> params =
                map(
                        "tls_minimum_protocol_version", "TLSv1_3",
                        "tls_maximum_protocol_version", "TLSv1_3");
        List<Object> ids = peers.stream().<Object>map(WorkloadTls::named).toList();
        Object validation =
                map(
                        "default_validation_context",
                        map("match_typed_subject_alt_names", ids),
                        "validation_context_sds_secret_config",
                        SecretFiles.reference(SecretFiles.AUTHORITY));
        return map(
                "tls_params",
                params,
                "tls_certificate_sds_secret_configs",
                List.of(SecretFiles.reference(SecretFiles.workload(workload))),
                "combined_validation_context",
                validation);
    }

    private static Object named(String peer) {
        return map("san_type", "URI", "matcher", map("exact", id(peer)));
    }

    private static Map<String, Object> socket(Map<String, Object> context) {
        return map("name", "envoy.transport_sockets.tls", "typed_config", context);
    }
}

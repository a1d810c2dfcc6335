// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The clusters of an Envoy on a laptop, one for each service that it calls. */
final class EnvoyClusters {
    private static final String OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
    private static final int ROOM = 1024;
    private static final int QUESTIONS = 1000;

    private final WorkloadTls tls;

    EnvoyClusters(WorkloadTls tls) {
        this.tls = tls;
    }

    /**
     * A cluster for each service, and two more: {@code idp-keys}, so that fetches of the JWK set do
     * not wait behind forty sign-ins, and {@code authz-grpc}, which each protected request needs.
     */
    List<Object> of(List<String> services, int inFlight) {
        List<Object> clusters = new ArrayList<>();
        for (String service : services) {
            Map<String, Object> cluster = of(service);
            // Only max_requests refuses; lower limits on connections or pending requests would
            // queue or refuse too early.
            cluster.put("circuit_breakers", thresholds(inFlight, ROOM));
            clusters.add(cluster);
        }
        clusters.add(cluster("idp-keys", "idp", "idp.port", http1()));
        Map<String, Object> questions = cluster("authz-grpc", "authz", "authz.grpc.port", http2());
        questions.put("connect_timeout", "1s");
        questions.put("circuit_breakers", thresholds(QUESTIONS, QUESTIONS));
        clusters.add(questions);
        return clusters;
    }

    /** The cluster of a service; its port is the value {@code <service>.port}. */
    Map<String, Object> of(String service) {
        return cluster(service, service, service + ".port", http1());
    }

    private Map<String, Object> cluster(
            String name, String service, String port, Map<String, Object> protocol) {
        Map<String, Object> address =
                map("address", "127.0.0.1", "port_value", "${%s}".formatted(port));
        Map<String, Object> endpoint =
                map("endpoint", map("address", map("socket_address", address)));
        Map<String, Object> options = map("@type", "type.googleapis.com/" + OPTIONS);
        options.putAll(protocol);
        return map(
                "name",
                name,
                "type",
                "STATIC",
                // Includes the TLS handshake, which takes its time on a busy laptop while a service
                // starts.
                "connect_timeout",
                "3s",
                "typed_extension_protocol_options",
                map(OPTIONS, options),
                "load_assignment",
                map(
                        "cluster_name",
                        name,
                        "endpoints",
                        List.of(map("lb_endpoints", List.of(endpoint)))),
                "transport_socket",
                tls.towards(service));
    }

    /** Below the idle timeout of the services, so that no request meets a closing connection. */
    private static Map<String, Object> http1() {
        return map(
                "common_http_protocol_options", map("idle_timeout", "60s"),
                "explicit_http_config", map("http_protocol_options", map()));
    }

    private static Map<String, Object> http2() {
        Map<String, Object> streams = map("max_concurrent_streams", QUESTIONS);
        return map("explicit_http_config", map("http2_protocol_options", streams));
    }

    private static Map<String, Object> thresholds(int requests, int room) {
        Map<String, Object> threshold =
                map(
                        "max_requests", requests,
                        "max_connections", ROOM,
                        "max_pending_requests", room);
        return map("thresholds", List.of(threshold));
    }
}

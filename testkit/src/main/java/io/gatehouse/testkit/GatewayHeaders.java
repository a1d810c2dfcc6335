// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The headers with which the gateway, or another workload, reaches a service in the mesh. */
public final class GatewayHeaders {
    private static final String GATEWAY =
            "spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";
    private static final String WORKLOADS = "spiffe://cluster.local/ns/gatehouse/sa/";

    private GatewayHeaders() {}

    /** A signed-in caller behind the gateway. */
    public static Map<String, String> as(UUID id, String name, String... roles) {
        Map<String, String> headers = anonymous();
        headers.put("x-user-id", id.toString());
        headers.put("x-user-role", String.join(" ", roles));
        headers.put("x-user-name", name);
        return headers;
    }

    /** Nobody in particular behind the gateway. */
    public static Map<String, String> anonymous() {
        return peer(GATEWAY);
    }

    /** Another workload of the mesh, such as {@code orders}. */
    public static Map<String, String> workload(String name) {
        return peer(WORKLOADS + name);
    }

    private static Map<String, String> peer(String identity) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-forwarded-client-cert", "By=spiffe://test;Hash=0;URI=" + identity);
        return headers;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What can be asked of the services inside the mesh, and who may. */
final class Doors {
    /** Whose thing it is does not matter: nobody gets as far. */
    static final String ID = "11111111-1111-4111-8111-111111111111";

    /**
     * Service, container's port, method and path: all that istio/authorization.yaml names, and what
     * is near it.
     */
    static final List<Probe.Ask> ALL =
            """
            idp:8080 GET /.well-known/jwks.json
            idp:8080 GET /.well-known/openid-configuration
            idp:8080 GET /.well-known/oauth-authorization-server
            idp:8080 GET /authentication/whoami
            idp:8080 GET /accounts/me
            idp:8080 PUT /accounts/me/password
            idp:8080 GET /accounts/me/factors
            idp:8080 DELETE /accounts/me/factors/totp
            idp:8080 GET /accounts/me/events
            idp:8080 GET /accounts/me/export
            idp:8080 POST /accounts/me/deletion
            idp:8080 PUT /accounts/me/email
            idp:8080 POST /accounts/me/keys
            idp:8080 DELETE /accounts/me/sessions
            idp:8080 GET /admin/users
            idp:8080 GET /admin/users/ID
            idp:8080 PUT /admin/users/ID/roles
            idp:8080 PUT /admin/users/ID/enabled
            idp:8080 DELETE /admin/users/ID/factors
            idp:8080 DELETE /admin/users/ID/sessions
            idp:8080 GET /admin/users/ID/keys
            idp:8080 GET /admin/audit
            idp:8080 GET /admin/audit/export
            idp:8080 GET /admin/keys
            idp:8080 POST /admin/keys/rotate
            idp:8080 POST /admin/keys/ID/revoke
            idp:8080 POST /authentication/registration
            idp:8080 POST /authentication/login
            idp:8080 POST /authentication/refresh
            idp:8080 POST /authentication/logout
            idp:8080 POST /authentication/fail
            idp:8080 GET /microservice/revocations?after=0
            idp:8080 POST /microservice/api-keys/exchange
            idp:8080 GET /microservice/api-keys/exchange
            idp:8080 POST /microservice/revocations?after=0
            idp:8080 GET /microservice/revocations/?after=0
            idp:8080 GET /microservice/revocations/stream/x
            idp:8080 POST /.well-known/jwks.json
            idp:8080 GET /
            idp:8080 GET /health
            idp:8080 GET /metrics
            authz:8080 POST /authorization/fail
            authz:8080 GET /authorization/fail
            authz:8080 GET /health
            authz:9000 POST /envoy.service.auth.v3.Authorization/Check
            authz:9000 POST /grpc.health.v1.Health/Check
            products:8080 GET /products
            products:8080 GET /products/ID
            products:8080 GET /products/admin
            products:8080 POST /products/ID/buy
            products:8080 POST /products/fail
            products:8080 POST /products/admin/ID
            products:8080 PUT /products/admin/ID
            products:8080 DELETE /products/admin/ID
            products:8080 POST /products/admin/ID/stock-corrections
            products:8080 GET /products/admin/ID/stock-movements
            products:8080 POST /microservice/products/release
            products:8080 GET /microservice/products/release
            products:8080 PUT /microservice/products/release
            products:8080 OPTIONS /microservice/products/release
            products:8080 POST /microservice/products/release/
            products:8080 POST /microservice/products/release;x
            products:8080 POST /microservice/products/Release
            products:8080 POST /microservice/products/release/x
            products:8080 POST /microservice/products
            products:8080 GET /health
            products:8080 GET /metrics
            orders:8080 GET /orders
            orders:8080 GET /orders/ID
            orders:8080 POST /orders/ID/cancel
            orders:8080 POST /orders/fail
            orders:8080 POST /microservice/orders/add
            orders:8080 GET /microservice/orders/add
            orders:8080 PUT /microservice/orders/add
            orders:8080 POST /microservice/orders/add/
            orders:8080 POST /microservice/orders/add;x
            orders:8080 GET /health
            payments:8080 GET /payments
            payments:8080 POST /payments
            payments:8080 GET /payments/ID
            payments:8080 POST /payments/ID/refunds
            payments:8080 POST /payments/webhook
            payments:8080 POST /payments/fail
            payments:8080 POST /microservice/payments/charge
            payments:8080 GET /microservice/payments/charge
            payments:8080 PUT /microservice/payments/charge
            payments:8080 POST /microservice/payments/charge/
            payments:8080 POST /microservice/payments/charge;x
            payments:8080 POST /microservice/payments/refund
            payments:8080 GET /microservice/payments/refund
            payments:8080 POST /microservice/payments/refund/x
            payments:8080 GET /health
            payments:8080 GET /metrics
            ratelimit:8081 POST /envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit
            ratelimit:8081 GET /
            """
                    .lines()
                    .map(line -> of(line.split(" ", -1)))
                    .toList();

    /** The pairs that may talk, and how the service greets an empty request. */
    static final Map<MeshE2E.Caller, Map<String, Integer>> ADMITTED =
            Map.of(
                    MeshE2E.Caller.AUTHZ,
                    Map.of(
                            "GET " + url("idp:8080") + "/.well-known/jwks.json", 200,
                            "GET " + url("idp:8080") + "/microservice/revocations?after=0", 200,
                            "POST " + url("idp:8080") + "/microservice/api-keys/exchange", 422),
                    MeshE2E.Caller.PRODUCTS,
                    Map.of("POST " + url("orders:8080") + "/microservice/orders/add", 422),
                    MeshE2E.Caller.ORDERS,
                    Map.of(
                            "POST " + url("products:8080") + "/microservice/products/release", 422,
                            "POST " + url("payments:8080") + "/microservice/payments/charge", 422,
                            "POST " + url("payments:8080") + "/microservice/payments/refund", 422));

    /** The payment provider of the demonstration, outside of the mesh. */
    static final Probe.Ask PROVIDER =
            Probe.Ask.get("http://provider-sim.provider.svc.cluster.local:8080/health");

    private Doors() {}

    static String url(String hostAndPort) {
        int colon = hostAndPort.indexOf(':');
        return "http://"
                + hostAndPort.substring(0, colon)
                + ".gatehouse.svc.cluster.local"
                + hostAndPort.substring(colon);
    }

    static Probe.Ask of(String... words) {
        Probe.Ask ask = Probe.Ask.of(words[1], url(words[0]) + words[2].replace("ID", ID));
        return words[1].equals("GET") ? ask : ask.json();
    }

    /** Each port of a Service and, by the address of a pod, what no Service leads to as well. */
    static List<Probe.Ask> everyAddress() {
        return Stream.concat(everyPort().stream(), everyPodPort().stream()).toList();
    }

    private static List<Probe.Ask> everyPort() {
        Stream<Probe.Ask> http =
                ALL.stream()
                        .map(door -> door.url().replaceFirst("(http://[^/]+/).*", "$1"))
                        .distinct()
                        .map(Probe.Ask::get);
        Probe.Ask redis = Probe.Ask.get(url("redis:6379") + "/").with("--http0.9");
        return Stream.concat(http, Stream.of(redis)).toList();
    }

    private static List<Probe.Ask> everyPodPort() {
        return List.of(
                podPort(Workload.IDP, 8080),
                podPort(Workload.IDP, 8081),
                podPort(Workload.AUTHZ, 8081),
                podPort(Workload.AUTHZ, 9000),
                podPort(Workload.PRODUCTS, 8080),
                podPort(Workload.PRODUCTS, 8081),
                podPort(Workload.ORDERS, 8081),
                podPort(Workload.PAYMENTS, 8081),
                podPort(Workload.RATELIMIT, 8080),
                podPort(Workload.RATELIMIT, 9090),
                podPort(Workload.REDIS, 6379));
    }

    static Probe.Ask podPort(Workload workload, int port) {
        return Probe.Ask.get(
                "http://" + workload.readyPods().getFirst().address() + ":" + port + "/");
    }
}

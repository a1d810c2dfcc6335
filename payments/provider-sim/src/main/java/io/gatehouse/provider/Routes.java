// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import io.gatehouse.provider.fault.FaultSwitch;
import io.gatehouse.provider.wire.Refusal;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/** All paths, and what holds for many of them. */
final class Routes {
    private final byte[] credential;
    private final FaultSwitch faults;

    Routes(String apiKey, FaultSwitch faults) {
        this.credential = ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
        this.faults = faults;
    }

    void add(HttpRouting.Builder routing, ChargeRoutes charges, RefundRoutes refunds) {
        routing.error(Refusal.class, (_, response, refusal) -> Answers.refuse(response, refusal))
                .error(RuntimeException.class, (_, response, e) -> Answers.fail(response, e))
                .get(
                        "/health",
                        (_, response) -> Answers.send(response, 200, Map.of("status", "UP")))
                .register("/control/faults", new FaultRoutes(faults))
                .any("/v1/*", this::admit)
                .register("/v1/charges", charges)
                .register("/v1/refunds", refunds)
                .any((_, _) -> {
                    throw Refusal.notFound("There is nothing at this path.");
                });
    }

    /** Checks the key, compared in constant time, and lets the request meet its faults. */
    private void admit(ServerRequest request, ServerResponse response) {
        List<String> presented = request.headers().values(HeaderNames.AUTHORIZATION);
        boolean known =
                presented.size() == 1
                        && MessageDigest.isEqual(
                                credential, presented.getFirst().getBytes(StandardCharsets.UTF_8));
        if (!known) {
            throw new Refusal(401, "unauthorized", "The API key is missing or wrong.");
        }
        faults.beforeWork();
        response.next();
    }

    static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    /** Answers every other method of a path. */
    static Handler only(String methods) {
        return (_, response) -> {
            response.header(HeaderNames.ALLOW, methods);
            Answers.refuse(
                    response,
                    new Refusal(405, "method_not_allowed", "This path takes " + methods + "."));
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import io.gatehouse.provider.wire.ErrorBody;
import io.gatehouse.provider.wire.Json;
import io.gatehouse.provider.wire.Refusal;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Writes answers as JSON; an error looks the same, wherever it is found. */
final class Answers {
    private static final Logger LOG = System.getLogger(Answers.class.getName());
    private static final String JSON = "application/json";

    private Answers() {}

    static void send(ServerResponse response, int status, Object body) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, JSON).send(Json.write(body));
    }

    static void refuse(ServerResponse response, Refusal refusal) {
        if (refusal.status() == 401) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        send(response, refusal.status(), ErrorBody.of(refusal.code(), refusal.getMessage()));
    }

    static void fail(ServerResponse response, Throwable failed) {
        LOG.log(Level.ERROR, "a request failed", failed);
        refuse(response, new Refusal(500, "internal", "The provider has a problem."));
    }

    /** Answers what the server itself refuses, such as a request line that it cannot parse. */
    static DirectHandler.TransportResponse refuse(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType event,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(false)
                .header(HeaderNames.CONTENT_TYPE, JSON)
                .entity(Json.write(ErrorBody.of(code(status.code()), status.reasonPhrase())))
                .build();
    }

    private static String code(int status) {
        return switch (status) {
            case 404 -> "not_found";
            case 413 -> "too_large";
            default -> status < 500 ? "malformed" : "internal";
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The endpoint of the provider's events; their signature is the credential. */
@Path("/payments/webhook")
@ApplicationScoped
@PermitAll
public class WebhookResource {
    static final String SIGNATURE = "Provider-Signature";

    private final ReceiveEvent receiveEvent;

    @Inject
    WebhookResource(ReceiveEvent receiveEvent) {
        this.receiveEvent = receiveEvent;
    }

    /** 204, again for an event that came before. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response receive(@Context HttpHeaders headers, byte[] body) {
        List<String> signatures = headers.getRequestHeaders().getOrDefault(SIGNATURE, List.of());
        receiveEvent.receive(signatures, body);
        return Response.noContent().build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.common.web.request.Polled;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/**
 * Serves the JWK set (RFC 7517) from memory, as prepared bytes: every verifier depends on it, so it
 * depends on nothing.
 */
@Path("/.well-known/jwks.json")
@PermitAll
@PeerAllowed({"gateway", "authz"})
@Polled
@ApplicationScoped
public class JwksResource {

    // A key is published for much longer than this before it signs; a stale copy is better than
    // none while this service is down.
    private static final String CACHE = "public, max-age=300, stale-while-revalidate=3600";

    private final SigningKeys signingKeys;

    @Inject
    JwksResource(SigningKeys signingKeys) {
        this.signingKeys = signingKeys;
    }

    @GET
    public Response keys(@Context Request request) {
        return signingKeys
                .current()
                .document()
                .answer(request)
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                .build();
    }
}

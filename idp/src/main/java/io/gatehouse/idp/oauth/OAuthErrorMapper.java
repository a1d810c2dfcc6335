// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps a refusal to its answer (RFC 6749 section 5.2, RFC 6750 section 3). */
@Provider
public final class OAuthErrorMapper implements ExceptionMapper<OAuthException> {

    @Override
    public Response toResponse(OAuthException thrown) {
        Response.ResponseBuilder answer =
                Response.status(thrown.error().getHTTPStatusCode())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(ErrorAnswer.of(thrown.error()));
        thrown.challenge()
                .ifPresent(challenge -> answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        return answer.build();
    }
}

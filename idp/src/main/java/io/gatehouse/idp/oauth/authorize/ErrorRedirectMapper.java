// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps a refusal to its redirect. */
@Provider
public final class ErrorRedirectMapper implements ExceptionMapper<ErrorRedirect> {

    @Override
    public Response toResponse(ErrorRedirect thrown) {
        return Response.seeOther(thrown.location())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}

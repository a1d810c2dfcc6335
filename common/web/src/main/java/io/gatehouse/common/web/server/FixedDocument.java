// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import jakarta.ws.rs.core.Response;

/**
 * Creates the response with a document of a single media type, such as the JWK set. It ignores
 * {@code Accept}, since clients send a type they know ({@code application/json}) or none (RFC 9110,
 * section 12.4.1). The resource method has no {@code @Produces}, which Jersey would match against
 * {@code Accept}.
 */
public final class FixedDocument {
    private FixedDocument() {}

    /**
     * A response with the document.
     *
     * @param type its media type, whatever {@code Accept} says
     */
    public static Response.ResponseBuilder of(Object document, String type) {
        return Response.ok(document).type(type);
    }
}

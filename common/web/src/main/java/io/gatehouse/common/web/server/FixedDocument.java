// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import jakarta.ws.rs.core.Response;

/**
 * A document that has one form, such as the key set: it is sent whatever {@code Accept} says, since
 * clients name the type they know ({@code application/json}) or none (RFC 9110, section 12.4.1).
 * The method that answers with it has no {@code @Produces}, which Jersey would hold {@code Accept}
 * against.
 */
public final class FixedDocument {
    private FixedDocument() {}

    /**
     * An answer with the document.
     *
     * @param type its media type, whatever was asked for
     */
    public static Response.ResponseBuilder of(Object document, String type) {
        return Response.ok(document).type(type);
    }
}

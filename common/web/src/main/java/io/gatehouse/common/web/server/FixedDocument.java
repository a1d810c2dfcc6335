// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * A document of a single media type, such as the JWK set: prepared bytes with their entity tag. It
 * is served whatever {@code Accept} says, since clients send a type they know ({@code
 * application/json}) or none (RFC 9110, section 12.4.1). The resource method has no
 * {@code @Produces}, which Jersey would match against {@code Accept}.
 */
public final class FixedDocument {
    private final byte[] bytes;
    private final String type;
    private final EntityTag tag;

    /**
     * Computes the entity tag: the same bytes have the same one on every instance.
     *
     * @param type the media type
     */
    public FixedDocument(byte[] bytes, String type) {
        this.bytes = bytes.clone();
        this.type = type;
        this.tag = new EntityTag(digest(bytes));
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    /** The document, or 304 to a request whose client has it already (RFC 9110, section 13). */
    public Response.ResponseBuilder answer(Request request) {
        return Optional.ofNullable(request.evaluatePreconditions(tag))
                .orElseGet(() -> Response.ok(bytes).type(type))
                .tag(tag);
    }
}

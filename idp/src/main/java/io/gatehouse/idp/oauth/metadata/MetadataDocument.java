// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.server.FixedDocument;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The metadata of this issuer, prepared once: it changes only with another release. */
@ApplicationScoped
class MetadataDocument {

    private final FixedDocument document;

    @Inject
    MetadataDocument(IdpConfig config) {
        Metadata metadata = Metadata.of(config.site());
        this.document = new FixedDocument(bytes(metadata), MediaType.APPLICATION_JSON);
    }

    private static byte[] bytes(Metadata metadata) {
        try {
            return Json.mapper().writeValueAsBytes(metadata.members());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the metadata cannot be written", e);
        }
    }

    /** The document, or 304. */
    Response.ResponseBuilder answer(Request request) {
        return document.answer(request);
    }
}

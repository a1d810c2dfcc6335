// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.documents;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.common.web.server.FixedDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The documents that the build has generated; each is read at its first request, and cached. */
@ApplicationScoped
class Documents {
    private static final String FOLDER = "/documents/";
    private static final String CACHE = "public, max-age=300";

    private final Map<String, FixedDocument> known = new ConcurrentHashMap<>();

    /**
     * Responds with a document, or with 304 when the client's copy is current.
     *
     * @param name its path in the jar; the caller restricts it to letters and a known extension
     * @throws ProblemException {@code not_found} when there is no such document
     */
    Response.ResponseBuilder answer(Request request, String name, String type) {
        return find(name, type)
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemCode.NOT_FOUND, "There is nothing at this path."))
                .answer(request)
                .header(HttpHeaders.CACHE_CONTROL, CACHE);
    }

    private Optional<FixedDocument> find(String name, String type) {
        return Optional.ofNullable(known.computeIfAbsent(name, it -> read(it, type)));
    }

    private static FixedDocument read(String name, String type) {
        try (InputStream content = Documents.class.getResourceAsStream(FOLDER + name)) {
            return content == null ? null : new FixedDocument(content.readAllBytes(), type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

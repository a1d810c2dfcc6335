// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.admission;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.text.ParseException;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.glassfish.jersey.message.internal.HttpHeaderReader;

/**
 * Parses the headers that Jersey parses later, so that a malformed one becomes a problem; Jersey
 * responds with an empty 400, or fails. Dates are left out: an invalid date is ignored (RFC 9110,
 * section 13.1.3).
 */
@Provider
@PreMatching
@Priority(1)
public final class HeaderRules implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        check(HttpHeaders.ACCEPT, request::getAcceptableMediaTypes);
        check(HttpHeaders.CONTENT_TYPE, request::getMediaType);
        checkTags(HttpHeaders.IF_MATCH, request);
        checkTags(HttpHeaders.IF_NONE_MATCH, request);
    }

    private static void check(String name, Runnable reading) {
        try {
            reading.run();
        } catch (HeaderValueException unreadable) {
            throw refused(name, unreadable);
        }
    }

    private static void checkTags(String name, ContainerRequestContext request) {
        String tags = request.getHeaderString(name);
        if (tags == null) {
            return;
        }
        try {
            HttpHeaderReader.readMatchingEntityTag(tags);
        } catch (ParseException unreadable) {
            throw refused(name, unreadable);
        }
    }

    private static ProblemException refused(String name, Exception unreadable) {
        return new ProblemException(
                        ProblemCode.MALFORMED_REQUEST, "A header cannot be read.", unreadable)
                .withError(name, "must have the form that RFC 9110 gives it");
    }
}

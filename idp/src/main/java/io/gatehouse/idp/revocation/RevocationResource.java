// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.common.web.request.Polled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** The endpoints by which authz reads revocations: as a page, and as a stream. */
@Path("/microservice/revocations")
@PeerAllowed("authz")
@Polled
@ApplicationScoped
public class RevocationResource {

    private final RevocationNotifier notifier;

    @Inject
    RevocationResource(RevocationNotifier notifier) {
        this.notifier = notifier;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public RevocationPage after(@QueryParam("after") @DefaultValue("0") String after) {
        return notifier.after(revision(after));
    }

    /** Reads the first page here, so that a database that is down leads to 503, not to a stream. */
    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void stream(
            @QueryParam("after") @DefaultValue("0") String after,
            @Context SseEventSink sink,
            @Context Sse sse) {
        RevocationPage first = notifier.after(revision(after));
        Thread.ofVirtual()
                .name("revocation-stream")
                .start(new RevocationStream(notifier, first, sink, sse));
    }

    private static long revision(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new ProblemException(
                            ProblemCode.INVALID_PARAMETER, "The parameter 'after' is no revision.")
                    .withError("after", "must be a revision, 0 for all");
        }
        return Long.parseLong(text);
    }
}

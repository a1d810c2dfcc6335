// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web;

import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.request.RequestContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A resource with every kind of access rule, for the tests of the door. */
@Path("/sample")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SampleResource {
    @Inject private JsonWebToken caller;

    public record Price(@Min(0) @Max(1000) long amount) {}

    public record Body(
            @NotNull @Size(min = 1, max = 10) String name, @Valid @NotNull Price price) {}

    public record Answer(String name, Instant at, Optional<String> missing) {}

    /** Fails while it is written. */
    public record Unwritable(String text) {
        public int getNumber() {
            return Integer.parseInt(text);
        }
    }

    @GET
    @Path("/public")
    @PermitAll
    public Answer open() {
        return new Answer("open", Instant.EPOCH, Optional.empty());
    }

    @GET
    @Path("/signed-in")
    @RolesAllowed("**")
    public Map<String, Object> signedIn() {
        return Map.of(
                "sub", caller.getSubject(),
                "name", caller.getName(),
                "roles", caller.getGroups(),
                "sid", String.valueOf((String) caller.getClaim("sid")));
    }

    @GET
    @Path("/admin")
    @RolesAllowed("admin")
    public Answer admin() {
        return open();
    }

    @GET
    @Path("/peer")
    @PeerAllowed("orders")
    public Answer peer() {
        return open();
    }

    /** Open to two workloads; tells whom it takes for the caller. */
    @GET
    @Path("/shared")
    @PermitAll
    @PeerAllowed({"gateway", "orders"})
    public Map<String, String> shared() {
        return RequestContext.current()
                .caller()
                .map(known -> Map.of("sub", known.getSubject()))
                .orElse(Map.of());
    }

    /** More than the server sends in one piece. */
    @GET
    @Path("/large")
    @PermitAll
    public Map<String, String> large() {
        return Map.of("text", "x".repeat(100_000));
    }

    @GET
    @Path("/empty")
    @PermitAll
    public void empty() {
        // 204: there is nothing to say.
    }

    @GET
    @Path("/unruled")
    public Answer unruled() {
        return open();
    }

    @GET
    @Path("/broken")
    @PermitAll
    public Answer broken() {
        throw new IllegalStateException("a detail nobody outside may see");
    }

    /** Reads JSON that is not the request's, as a resource does with a row or a peer's answer. */
    @GET
    @Path("/json/{kind}")
    @PermitAll
    public Answer json(@PathParam("kind") String kind) throws IOException {
        String text =
                switch (kind) {
                    case "unparsable" -> "{\"name\": PLANTED";
                    case "unmappable" -> "{\"PLANTED\": 1}";
                    default -> "{}";
                };
        return Json.mapper().readValue(text, Answer.class);
    }

    /** Answers what cannot be written as JSON. */
    @GET
    @Path("/unwritable")
    @PermitAll
    public Unwritable unwritable() {
        return new Unwritable("PLANTED");
    }

    @POST
    @Path("/body")
    @PermitAll
    public Body body(Body body) {
        return body;
    }

    @POST
    @Path("/made")
    @PermitAll
    public Response made() {
        return Response.created(URI.create("/sample/made/1")).build();
    }
}

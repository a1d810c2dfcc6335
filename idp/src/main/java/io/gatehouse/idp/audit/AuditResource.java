// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The endpoints by which administrators read the audit trail. */
@Path("/admin/audit")
@RolesAllowed("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
    private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final EventRepository events;
    private final Export export;
    private final TrailKey key;
    private final Transactions transactions;

    @Inject
    AuditResource(EventRepository events, Export export, TrailKey key, Transactions transactions) {
        this.events = events;
        this.export = export;
        this.key = key;
        this.transactions = transactions;
    }

    @GET
    public Page<ObjectNode> page(@Context UriInfo uri) {
        EventQuery query = EventQuery.of(uri.getQueryParameters());
        return Page.of(
                transactions.read(database -> events.page(database, query)),
                query.page(),
                EventRow::place,
                EventRow::line);
    }

    /** The trail as lines, oldest first; the next page is linked as RFC 8288 says. */
    @GET
    @Path("/export")
    @Produces("application/jsonl")
    public Response export(@QueryParam("after") @DefaultValue("0") String after) {
        if (!POSITION.matcher(after).matches()) {
            throw PageQuery.invalid("after", "must be the number of an event, or 0");
        }
        Export.Lines page = export.after(Long.parseLong(after));
        String lines = page.lines().stream().map(line -> line + "\n").collect(Collectors.joining());
        Response.ResponseBuilder answer = Response.ok(lines);
        page.next()
                .ifPresent(next ->
                        answer.header(
                                HttpHeaders.LINK,
                                "</admin/audit/export?after=" + next + ">; rel=\"next\""));
        return answer.build();
    }

    /** The public key that checkpoints are verified by, as a JWK. */
    @GET
    @Path("/key")
    public Map<String, Object> key() {
        return key.key().toPublicJWK().toJSONObject();
    }
}

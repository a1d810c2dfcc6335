// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.common.audit.Ocsf;
import io.gatehouse.common.web.caller.Caller;
import io.gatehouse.common.web.request.RequestContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes an event in the form of the Open Cybersecurity Schema Framework (OCSF 1.3, category
 * Identity and Access Management), which security tools read.
 */
final class EventJson {
    private static final int IDENTITY_AND_ACCESS = 3;
    private static final int INFORMATIONAL = 1;
    private static final int HIGH = 4;
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;

    private EventJson() {}

    /**
     * The event as an object.
     *
     * @param request in which it happened
     */
    static ObjectNode of(UUID id, Instant at, AuditEvent event, RequestContext request) {
        EventKind kind = event.kind();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("class_uid", kind.classUid())
                .put("category_uid", IDENTITY_AND_ACCESS)
                .put("activity_id", kind.activity())
                .put("activity_name", kind.activityName())
                .put("type_uid", kind.classUid() * 100 + kind.activity())
                .put("severity_id", kind == EventKind.REFRESH_TOKEN_REUSED ? HIGH : INFORMATIONAL)
                .put("status_id", event.success() ? SUCCESS : FAILURE)
                .put("time", at.toEpochMilli());
        metadata(json.putObject("metadata"), id, kind, request);
        people(json, event, request);
        request.clientAddress().ifPresent(it -> json.putObject("src_endpoint").put("ip", it));
        things(json, event);
        ObjectNode more = json.putObject("unmapped");
        // Of whoever has come in: nobody else is to write into the trail.
        request.caller()
                .flatMap(_ -> request.reason())
                .ifPresent(reason -> more.put("reason", reason));
        new TreeMap<>(event.details()).forEach(more::put);
        if (kind.entity().isPresent()) {
            event.account().ifPresent(account -> more.put("account", account.toString()));
        }
        return json;
    }

    private static void metadata(
            ObjectNode metadata, UUID id, EventKind kind, RequestContext request) {
        metadata.put("version", Ocsf.VERSION)
                .put("uid", id.toString())
                .put("event_code", kind.text())
                .put("correlation_uid", request.requestId())
                .putObject("product")
                .put("name", Ocsf.PRODUCT)
                .put("vendor_name", Ocsf.PRODUCT);
    }

    private static void people(ObjectNode json, AuditEvent event, RequestContext request) {
        if (event.kind().entity().isEmpty()) {
            ObjectNode user = json.putObject("user");
            event.account().ifPresent(account -> user.put("uid", account.toString()));
        }
        actor(event, request).ifPresent(actor -> json.set("actor", actor));
    }

    private static void things(ObjectNode json, AuditEvent event) {
        EventKind kind = event.kind();
        kind.entity()
                .ifPresent(type -> {
                    ObjectNode entity = json.putObject("entity").put("type", type);
                    event.entity().ifPresent(uid -> entity.put("uid", uid));
                });
        if (kind.isAuthentication()) {
            json.putObject("service").put("name", Ocsf.PRODUCT);
        }
        if (kind.isUserAccess()) {
            ArrayNode privileges = json.putArray("privileges");
            List.of(event.details().getOrDefault(EventKind.ROLES, "").split(" "))
                    .forEach(privileges::add);
        }
    }

    // Who calls with a token, in which session, of which an API key has its own; else whoever has
    // just proved to be the account's owner, if there is a request at all.
    private static Optional<ObjectNode> actor(AuditEvent event, RequestContext request) {
        ObjectNode actor = JsonNodeFactory.instance.objectNode();
        if (request.caller().isPresent()) {
            Caller caller = request.caller().get();
            actor.putObject("user").put("uid", caller.getSubject());
            Optional.ofNullable(caller.<String>getClaim("sid"))
                    .ifPresent(sid -> actor.putObject("session").put("uid", sid));
            return Optional.of(actor);
        }
        boolean isOwner =
                event.success()
                        && event.kind() != EventKind.REFRESH_TOKEN_REUSED
                        && request.clientAddress().isPresent();
        event.account()
                .filter(_ -> isOwner)
                .ifPresent(account -> actor.putObject("user").put("uid", account.toString()));
        return Optional.of(actor).filter(it -> !it.isEmpty());
    }
}

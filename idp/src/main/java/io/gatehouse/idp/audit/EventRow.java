// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the trail.
 *
 * @param event as it was written, an object in JSON
 * @param position in the chain, from 1, once it is chained
 * @param hash in the chain, in hexadecimal
 */
record EventRow(UUID id, Instant at, String event, Optional<Long> position, Optional<String> hash) {
    private static final String METADATA = "metadata";
    private static final String UNMAPPED = "unmapped";

    /**
     * The event as an object. What somebody has made of it that is none keeps nobody from reading
     * the others: it is an object that holds the text.
     */
    ObjectNode json() {
        try {
            ObjectNode json = Json.mapper().readValue(event, ObjectNode.class);
            if (json.path(METADATA).isObject() && json.path(UNMAPPED).isObject()) {
                return json;
            }
        } catch (JsonProcessingException none) {
            // Below.
        }
        ObjectNode unreadable = JsonNodeFactory.instance.objectNode();
        unreadable.putObject(METADATA);
        unreadable.putObject(UNMAPPED).put("unreadable", event);
        return unreadable;
    }

    /** The same with its number and its hash, as it is handed out. */
    ObjectNode line() {
        ObjectNode line = json();
        position.ifPresent(it -> line.withObjectProperty(METADATA).put("sequence", it));
        hash.ifPresent(it -> line.withObjectProperty(UNMAPPED).put("hash", it));
        return line;
    }

    /**
     * The same for the owner of the account that it is about: from where somebody else has done it,
     * and what they say of it, is not the owner's business.
     */
    ObjectNode line(UUID owner) {
        ObjectNode line = line();
        String actor = line.path("actor").path("user").path("uid").asText("");
        if (!actor.isEmpty() && !actor.equals(owner.toString())) {
            line.remove("src_endpoint");
            line.withObjectProperty(UNMAPPED).remove("reason");
        }
        return line;
    }

    /** Its place in a list, newest first. */
    Cursor place() {
        return new Cursor(at, id);
    }
}

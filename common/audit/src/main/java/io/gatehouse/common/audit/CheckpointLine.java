// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A checkpoint among the lines of an export: a base event of OCSF that holds its JWS. */
public final class CheckpointLine {
    private static final String UNMAPPED = "unmapped";
    private static final String CHECKPOINT = "checkpoint";

    private CheckpointLine() {}

    /** The line, as an object. */
    public static ObjectNode of(String signed, Instant at) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("class_uid", 0)
                .put("category_uid", 0)
                .put("activity_id", 99)
                .put("activity_name", "Checkpoint")
                .put("type_uid", 99)
                .put("severity_id", 1)
                .put("time", at.toEpochMilli());
        line.putObject("metadata")
                .put("version", Ocsf.VERSION)
                .put("event_code", CHECKPOINT)
                .putObject("product")
                .put("name", Ocsf.PRODUCT)
                .put("vendor_name", Ocsf.PRODUCT);
        line.putObject(UNMAPPED).put(CHECKPOINT, signed);
        return line;
    }

    static boolean is(ObjectNode line) {
        return line.path(UNMAPPED).has(CHECKPOINT);
    }

    static String signed(ObjectNode line) {
        return line.path(UNMAPPED).path(CHECKPOINT).asText();
    }
}

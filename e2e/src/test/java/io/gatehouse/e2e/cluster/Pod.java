// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A pod as it was when it was looked at; restarts are those of its own container, not its proxy's.
 */
record Pod(String name, String node, String address, boolean ready, boolean leaving, int restarts) {

    static Pod of(JsonNode json, String container) {
        JsonNode status = json.path("status");
        boolean ready =
                stream(status.path("conditions"))
                        .anyMatch(condition ->
                                condition.path("type").asText().equals("Ready")
                                        && condition.path("status").asText().equals("True"));
        int restarts =
                stream(status.path("containerStatuses"))
                        .filter(each -> each.path("name").asText().equals(container))
                        .mapToInt(each -> each.path("restartCount").asInt())
                        .sum();
        return new Pod(
                json.path("metadata").path("name").asText(),
                json.path("spec").path("nodeName").asText(),
                status.path("podIP").asText(),
                ready,
                json.path("metadata").has("deletionTimestamp"),
                restarts);
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

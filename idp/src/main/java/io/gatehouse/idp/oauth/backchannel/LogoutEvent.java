// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import java.util.UUID;

/** The end of a session, as it waits in the outbox for the client to be told. */
record LogoutEvent(UUID account, UUID session) {

    static LogoutEvent read(String json) {
        try {
            return Json.mapper().readValue(json, LogoutEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a logout event cannot be read", e);
        }
    }

    String json() {
        try {
            return Json.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a logout event cannot be written", e);
        }
    }
}

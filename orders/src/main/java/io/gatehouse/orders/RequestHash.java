// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.parameter.ContentHash;

/** Compares requests by content: spaces and field order do not matter. */
final class RequestHash {
    private RequestHash() {}

    /** SHA-256, in hexadecimal, of the request in canonical JSON. */
    static String of(NewOrder request) {
        try {
            return ContentHash.of(Json.mapper().writeValueAsBytes(request));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("request cannot be hashed", impossible);
        }
    }
}

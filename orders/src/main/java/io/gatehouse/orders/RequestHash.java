// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares requests by content: spaces and field order do not matter. */
final class RequestHash {
    private RequestHash() {}

    /** SHA-256, in hexadecimal, of the request in canonical JSON. */
    static String of(NewOrder request) {
        try {
            byte[] canonical = Json.mapper().writeValueAsBytes(request);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("request cannot be hashed", impossible);
        }
    }
}

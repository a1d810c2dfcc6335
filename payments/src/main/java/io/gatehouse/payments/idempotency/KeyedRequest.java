// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.idempotency;

import io.gatehouse.common.web.parameter.ContentHash;
import io.gatehouse.common.web.parameter.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request and its idempotency key.
 *
 * @param content all that the request says; spaces and field order of its JSON do not matter
 */
public record KeyedRequest(IdempotencyKey key, List<String> content) {
    public KeyedRequest {
        content = List.copyOf(content);
    }

    /** SHA-256 of the content; the length before each part keeps parts apart. */
    String hash() {
        StringBuilder canonical = new StringBuilder();
        content.forEach(part -> canonical.append(part.length()).append(':').append(part));
        return ContentHash.of(canonical.toString().getBytes(StandardCharsets.UTF_8));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.gatehouse.provider.wire.Json;
import io.gatehouse.provider.wire.Refusal;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the parts of a request, and refuses what the API does not allow. */
final class Requests {
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");
    private static final int USUAL_LIMIT = 20;

    private Requests() {}

    /** Reads a JSON body. */
    interface Reading<T> {
        T read(byte[] body) throws IOException;
    }

    static <T> T body(ServerRequest request, Class<T> type) {
        return body(request, json -> Json.read(json, type));
    }

    static <T> T body(ServerRequest request, Reading<T> reading) {
        boolean json =
                request.headers()
                        .contentType()
                        .map(type -> type.mediaType().text().equals("application/json"))
                        .orElse(false);
        if (!json) {
            throw new Refusal(415, "unsupported_media_type", "The body must be application/json.");
        }
        byte[] body =
                request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
        try {
            return reading.read(body);
        } catch (JsonMappingException invalid) {
            // A rule of the type itself was broken while it was being made.
            throw invalid.getCause() instanceof Refusal refusal ? refusal : malformed(invalid);
        } catch (IOException notJson) {
            throw Refusal.malformed("The body is not a JSON object.");
        }
    }

    /** Names the field at fault, without its value. */
    private static Refusal malformed(JsonMappingException invalid) {
        String field =
                invalid.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."));
        return Refusal.malformed(
                field.isEmpty()
                        ? "The body is not a JSON object of this call."
                        : field + " is unknown, missing, or of the wrong type.");
    }

    static String idempotencyKey(ServerRequest request) {
        List<String> keys = request.headers().values(IDEMPOTENCY_KEY);
        if (keys.size() != 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw Refusal.malformed(
                    "Idempotency-Key must be given once, of 1 to 64 characters A-Z a-z 0-9 _ -.");
        }
        return keys.getFirst();
    }

    /** The query parameter {@code key}, if one is asked for by it. */
    static Optional<String> key(ServerRequest request) {
        Optional<String> key = parameter(request, "key");
        if (!key.stream().allMatch(text -> KEY.matcher(text).matches())) {
            throw Refusal.malformed("key must have 1 to 64 characters A-Z a-z 0-9 _ -.");
        }
        return key;
    }

    static int limit(ServerRequest request) {
        Optional<String> limit = parameter(request, "limit");
        if (!limit.stream().allMatch(text -> LIMIT.matcher(text).matches())) {
            throw Refusal.malformed("limit must be a number from 1 to 100.");
        }
        return limit.map(Integer::parseInt).orElse(USUAL_LIMIT);
    }

    static Optional<String> parameter(ServerRequest request, String name) {
        List<String> values = request.query().all(name, List::of);
        if (values.size() > 1) {
            throw Refusal.malformed(name + " must be given once.");
        }
        return values.stream().findFirst();
    }
}

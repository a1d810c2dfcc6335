// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.provider.ProviderAnswer;
import java.io.IOException;
import java.util.regex.Pattern;

/** An event of the provider. Kinds that are not known here, and fields, are no error. */
record Event(String type, ProviderAnswer data) {
    private static final Pattern TYPE = Pattern.compile("[a-z_.]{1,64}");

    /**
     * Reads a body whose signature was verified.
     *
     * @throws ProblemException {@code malformed_request} when it is no event
     */
    static Event read(byte[] body) {
        JsonNode event = json(body);
        String type = event.path("type").asText();
        if (!TYPE.matcher(type).matches()) {
            throw malformed();
        }
        return new Event(type, new ProviderAnswer(event.path("data")));
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException notJson) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body is not an event.");
    }
}

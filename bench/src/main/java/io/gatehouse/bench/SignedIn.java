// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

/** The tokens of a session, and the request headers that stand for it on either way. */
record SignedIn(String token, String refreshToken) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static SignedIn of(Api.Reply reply) {
        JsonNode tokens = reply.expect(200).json();
        return new SignedIn(
                tokens.path("access_token").asText(), tokens.path("refresh_token").asText());
    }

    Map<String, String> headers(Way way) {
        return switch (way) {
            case GATE -> Map.of("Authorization", "Bearer " + token);
            case DIRECT -> forwarded();
        };
    }

    private Map<String, String> forwarded() {
        JsonNode claims = claims();
        return Map.of(
                "x-user-id", claims.path("sub").asText(),
                "x-user-role", claims.path("role").asText(),
                "x-user-name", claims.path("preferred_username").asText(),
                "x-jwt-email", claims.path("email").asText(),
                "x-session-id", claims.path("sid").asText(),
                "x-token-id", claims.path("jti").asText());
    }

    private JsonNode claims() {
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(payload));
        } catch (IOException e) {
            throw new UncheckedIOException("the token cannot be read", e);
        }
    }
}

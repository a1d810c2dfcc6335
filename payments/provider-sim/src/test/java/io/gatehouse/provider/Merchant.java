// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the provider as a merchant does. */
record Merchant(URI provider, String apiKey) {
    static final String API_KEY = "test-api-key";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What came back. */
    record Answer(int status, String text) {
        JsonNode json() {
            return Json.read(text);
        }

        String field(String name) {
            return json().path(name).asText();
        }

        /** The code of an error; empty when it is none. */
        String error() {
            JsonNode error = json().path("error");
            return error.path("message").asText().isEmpty() ? "" : error.path("code").asText();
        }
    }

    static Merchant of(ProviderServer provider) {
        return new Merchant(provider.url(), API_KEY);
    }

    static String order(long amount, String source) {
        return """
        {"amount":%d,"currency":"EUR","source":"%s","reference":"order 1"}\
        """
                .formatted(amount, source);
    }

    Answer charge(String key, long amount, String source) {
        return post("/v1/charges", key, order(amount, source));
    }

    Answer refund(String key, String charge, long amount) {
        return post(
                "/v1/refunds", key, "{\"charge\":\"%s\",\"amount\":%d}".formatted(charge, amount));
    }

    Answer post(String path, String key, String json) {
        return send(
                request(path)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    Answer faults(String json) {
        return send(
                request("/control/faults")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    Answer heal() {
        return send(request("/control/faults").DELETE());
    }

    Answer get(String path) {
        return send(request(path));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(provider.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + apiKey);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return exchange(request);
        } catch (IOException noAnswer) {
            throw new AssertionError(noAnswer);
        }
    }

    /** The same where an answer may fail to come. */
    static Answer exchange(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

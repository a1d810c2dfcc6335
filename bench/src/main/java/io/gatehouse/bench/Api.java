// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An HTTP client of one base URL, with the headers that all its requests carry. */
public record Api(HttpClient http, URI base, Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A response. */
    public record Reply(int status, HttpHeaders headers, String body) {

        /** The body, which must be JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("not JSON, status " + status, e);
            }
        }

        /**
         * Returns this reply, or fails if the status is another; the body may hold a token and is
         * not in the message.
         */
        public Reply expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException("status " + status + " instead of " + expected);
            }
            return this;
        }
    }

    public Api {
        requireNonNull(http, "http");
        requireNonNull(base, "base");
        headers = Map.copyOf(headers);
    }

    /** The same with more headers. */
    public Api with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Api(http, base, all);
    }

    /** Sends a GET. */
    public Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Reply post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    /** Sends a POST with a JSON object. */
    public Reply post(String path, Map<String, ?> body) {
        try {
            String json = JSON.writeValueAsString(body);
            return with(Map.of("Content-Type", "application/json"))
                    .send("POST", path, BodyPublishers.ofString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Sends a form, as HTML and OAuth have it. */
    public Reply form(String path, Map<String, String> fields) {
        String body =
                fields.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return with(Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .send("POST", path, BodyPublishers.ofString(body));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private Reply send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).method(method, body);
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

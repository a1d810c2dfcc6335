// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.common.testing.GatewayHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls the service under test in somebody's name. */
record Http(URI base, Map<String, String> headers) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    Http customer(UUID id) {
        return new Http(base, GatewayHeaders.as(id, "alice", "customer"));
    }

    Http workload(String name) {
        return new Http(base, GatewayHeaders.workload(name));
    }

    Answer get(String path) {
        return send("GET", path, Optional.empty());
    }

    Answer post(String path) {
        return send("POST", path, Optional.empty());
    }

    Answer post(String path, String json) {
        return send("POST", path, Optional.of(json));
    }

    Answer send(String method, String path, Optional<String> json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        headers.forEach(request::header);
        json.ifPresent(_ -> request.header("Content-Type", "application/json"));
        request.method(
                method, json.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        return send(request.build());
    }

    static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
            return new Answer(response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** What came back. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        byte[] body() {
            return response.body();
        }

        JsonNode json() {
            try {
                return JSON.readTree(body());
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }

        String text(String field) {
            return json().path(field).asText();
        }

        String code() {
            return text("code");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}

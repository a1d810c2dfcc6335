// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls the service under test in somebody's name, and holds what comes back to the contract. */
public record Http(URI base, Map<String, String> headers) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract CONTRACT = new Contract();

    public Http customer(UUID id) {
        return new Http(base, GatewayHeaders.as(id, "alice", "customer"));
    }

    public Http workload(String name) {
        return new Http(base, GatewayHeaders.workload(name));
    }

    public Http admin(UUID id) {
        return new Http(base, GatewayHeaders.as(id, "root", "admin"));
    }

    /** The same caller with one header more. */
    public Http with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Http(base, more);
    }

    public Answer get(String path) {
        return send("GET", path, Optional.empty());
    }

    public Answer post(String path) {
        return send("POST", path, Optional.empty());
    }

    public Answer post(String path, String json) {
        return send("POST", path, Optional.of(json));
    }

    public Answer send(String method, String path, Optional<String> json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        headers.forEach(request::header);
        json.ifPresent(_ -> request.header("Content-Type", "application/json"));
        request.method(
                method, json.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        return send(request.build(), json);
    }

    public static Answer send(HttpRequest request) {
        return send(request, Optional.empty());
    }

    private static Answer send(HttpRequest request, Optional<String> body) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
            CONTRACT.check(response, body);
            return new Answer(response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** What came back. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public byte[] body() {
            return response.body();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body());
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }

        public String text(String field) {
            return json().path(field).asText();
        }

        public String code() {
            return text("code");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.testkit.Contract;
import io.gatehouse.testkit.GatewayHeaders;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Calls the service as the gateway does, for nobody or for somebody who is signed in, and holds
 * what comes back to the contract.
 */
public final class Gate {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Contract CONTRACT = new Contract();

    private final Map<String, String> headers;

    private Gate(Map<String, String> headers) {
        this.headers = Map.copyOf(headers);
    }

    /** What came back. */
    public record Answer(int status, String text, HttpHeaders headers) {

        public JsonNode json() {
            try {
                return Json.mapper().readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + text, e);
            }
        }

        public String field(String name) {
            return json().path(name).asText();
        }

        public String code() {
            return field("code");
        }

        /** The first field that the problem names. */
        public String blamed() {
            return json().path("errors").path(0).path("field").asText();
        }
    }

    public static Gate anonymous() {
        return new Gate(GatewayHeaders.anonymous());
    }

    public static Gate workload(String name) {
        return new Gate(GatewayHeaders.workload(name));
    }

    public static Gate as(UUID id, String name, String... roles) {
        return new Gate(GatewayHeaders.as(id, name, roles));
    }

    public static Gate admin() {
        return as(UUID.randomUUID(), "some-admin", "admin");
    }

    /** What Prometheus reads. */
    public static HttpRequest.Builder metrics() {
        return HttpRequest.newBuilder(IdpServer.adminUri().resolve("/metrics"));
    }

    public Gate with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Gate(more);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String body) {
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                Optional.of(body));
    }

    public Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public Answer put(String path, String body) {
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .PUT(BodyPublishers.ofString(body)),
                Optional.of(body));
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(IdpServer.uri().resolve(path));
        headers.forEach(request::header);
        return request;
    }

    public Answer send(HttpRequest.Builder request) {
        return send(request, Optional.empty());
    }

    private Answer send(HttpRequest.Builder request, Optional<String> body) {
        HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
        CONTRACT.check(response, body);
        return new Answer(
                response.statusCode(),
                new String(response.body(), StandardCharsets.UTF_8),
                response.headers());
    }

    public <T> HttpResponse<T> exchange(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

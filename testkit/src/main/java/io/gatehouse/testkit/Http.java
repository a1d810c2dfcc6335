// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls the service under test in somebody's name, and holds what comes back to the contract. */
public record Http(URI base, Map<String, String> headers) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Contract CONTRACT = new Contract();

    /** Somebody who comes past the gateway, without any header of his own. */
    public static Http at(URI base) {
        return new Http(base, Map.of());
    }

    public Http anonymous() {
        return new Http(base, GatewayHeaders.anonymous());
    }

    public Http as(UUID id, String name, String... roles) {
        return new Http(base, GatewayHeaders.as(id, name, roles));
    }

    public Http customer(UUID id) {
        return as(id, "alice", "customer");
    }

    public Http admin(UUID id) {
        return as(id, "root", "admin");
    }

    public Http workload(String name) {
        return new Http(base, GatewayHeaders.workload(name));
    }

    /**
     * The caller that a table of tests names.
     *
     * @param who {@code nobody}, {@code anonymous}, a role, or another workload
     * @param id of whoever has the role
     */
    public Http named(String who, UUID id) {
        return switch (who) {
            case "nobody" -> at(base);
            case "anonymous" -> anonymous();
            case "customer", "admin", "payment" -> as(id, "alice", who);
            default -> workload(who);
        };
    }

    /** The same caller with one header more. */
    public Http with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Http(base, more);
    }

    public HttpAnswer get(String path) {
        return send("GET", path);
    }

    public HttpAnswer post(String path) {
        return send("POST", path);
    }

    public HttpAnswer post(String path, String json) {
        return send("POST", path, json);
    }

    public HttpAnswer put(String path, String json) {
        return send("PUT", path, json);
    }

    public HttpAnswer send(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()), Optional.empty());
    }

    public HttpAnswer send(String method, String path, String json) {
        HttpRequest.Builder request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json));
        return send(request, Optional.of(json));
    }

    /** A request of this caller, to be made an unusual one. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        headers.forEach(request::header);
        return request;
    }

    public HttpAnswer send(HttpRequest.Builder request) {
        return send(request, Optional.empty());
    }

    private HttpAnswer send(HttpRequest.Builder request, Optional<String> body) {
        HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
        CONTRACT.check(response, body);
        return HttpAnswer.of(response);
    }

    /** Sends it whatever the contract says, such as for an answer that does not end. */
    public <T> HttpResponse<T> exchange(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request to the gate, with its retry policy. */
public record Call(
        String method,
        String path,
        Optional<String> body,
        Map<String, String> headers,
        RetryPolicy retryPolicy) {

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(String path) {
        return new Call("GET", path, Optional.empty(), Map.of(), RetryPolicy.ONCE);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, Optional.empty(), Map.of(), RetryPolicy.ONCE);
    }

    public static Call delete(String path, Object body) {
        return new Call("DELETE", path, Optional.of(Json.write(body)), Map.of(), RetryPolicy.ONCE);
    }

    public static Call post(String path) {
        return new Call("POST", path, Optional.empty(), Map.of(), RetryPolicy.ONCE);
    }

    public static Call post(String path, Object body) {
        return new Call("POST", path, Optional.of(Json.write(body)), Map.of(), RetryPolicy.ONCE);
    }

    public static Call put(String path, Object body) {
        return new Call("PUT", path, Optional.of(Json.write(body)), Map.of(), RetryPolicy.ONCE);
    }

    public Call with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, body, more, retryPolicy);
    }

    public Call in(RetryPolicy other) {
        return new Call(method, path, body, headers, other);
    }

    /** Omits the header values, which may be tokens. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}

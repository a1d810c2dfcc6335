// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * The client's request as the gateway describes it in a check.
 *
 * @param target path and query
 * @param headers by lower-case name; the gateway joins repeated ones with commas
 */
public record GateRequest(String method, String target, Map<String, String> headers) {
    public GateRequest {
        requireNonNull(method, "method");
        requireNonNull(target, "target");
        requireNonNull(headers, "headers");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}

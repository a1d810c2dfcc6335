// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A workload that may call a service directly, identified by its SPIFFE id.
 *
 * @param from the name of a service, or {@link #GATEWAY} for the gRPC port
 * @param paths exact, except for {@code {id}}, which matches any one segment
 */
public record Caller(String from, List<String> methods, List<String> paths) {
    /** The name of the gateway as a caller. */
    public static final String GATEWAY = "gateway";

    private static final Set<String> KNOWN = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9._-]+|\\{id}))+");
    private static final Pattern DOTS = Pattern.compile(".*/\\.+(/.*)?");

    /**
     * Refuses methods and paths that a policy could not express, or only too widely.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Caller {
        methods = List.copyOf(methods);
        paths = List.copyOf(paths);
        if (methods.isEmpty() || !KNOWN.containsAll(methods)) {
            throw new IllegalArgumentException(
                    "callers: methods %s of %s are not some of GET, POST, PUT, PATCH, DELETE"
                            .formatted(methods, from));
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("callers: no paths for " + from);
        }
        for (String path : paths) {
            if (!PATH.matcher(path).matches() || DOTS.matcher(path).matches()) {
                throw new IllegalArgumentException(
                        "callers: \"%s\" is no path; {id} is the only placeholder".formatted(path));
            }
        }
    }

    public boolean isGateway() {
        return from.equals(GATEWAY);
    }
}

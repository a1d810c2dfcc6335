// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.ArrayList;
import java.util.List;

/**
 * The methods of a path.
 *
 * @param methods in the order of the table, without HEAD
 */
public record Operation(List<String> methods, PathTemplate path) {
    private static final List<String> KNOWN = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** Refuses an unknown method, and one that is listed twice. */
    public Operation {
        methods = List.copyOf(methods);
        if (methods.isEmpty() || !KNOWN.containsAll(methods)) {
            throw new IllegalArgumentException(
                    "methods %s are not some of %s".formatted(methods, KNOWN));
        }
        if (methods.stream().distinct().count() < methods.size()) {
            throw new IllegalArgumentException("a method twice in " + methods);
        }
    }

    /** Whether its only method is GET, which is safe (RFC 9110, section 9.2.1). */
    public boolean isRead() {
        return methods.equals(List.of("GET"));
    }

    /** All methods a client may use: HEAD comes with GET (RFC 9110, section 9.3.2). */
    public List<String> allowed() {
        List<String> allowed = new ArrayList<>();
        for (String method : methods) {
            allowed.add(method);
            if (method.equals("GET")) {
                allowed.add("HEAD");
            }
        }
        return allowed;
    }

    /** GET and the other methods, which are forwarded differently. */
    public List<Operation> parts() {
        List<Operation> parts = new ArrayList<>();
        if (methods.contains("GET")) {
            parts.add(new Operation(List.of("GET"), path));
        }
        List<String> writes = methods.stream().filter(method -> !method.equals("GET")).toList();
        if (!writes.isEmpty()) {
            parts.add(new Operation(writes, path));
        }
        return parts;
    }
}

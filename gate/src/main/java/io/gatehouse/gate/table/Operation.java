// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Methods of a path.
 *
 * @param methods as the table has them, in its order
 */
public record Operation(List<String> methods, PathTemplate path) {
    private static final List<String> KNOWN = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** Refuses a method that no route can have. */
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

    /** Whether it only reads (RFC 9110, section 9.2.1). */
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

    /** The reading part and the rest, which are forwarded in different ways. */
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.PathTemplate;
import io.gatehouse.gate.table.Route;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Matchers for requests in the configuration of Envoy. */
final class Requests {
    private Requests() {}

    /** RBAC permissions that match a request with one of the headers, even an empty one. */
    static List<Object> having(List<String> headers) {
        return headers.stream()
                .<Object>map(name -> map("header", map("name", name, "present_match", true)))
                .toList();
    }

    /** Matches any of the methods. */
    static Map<String, Object> method(List<String> methods) {
        return map("name", ":method", "string_match", methodText(methods));
    }

    /** Matches paths with or without a query. */
    static Map<String, Object> paths(List<Route> routes) {
        String any =
                routes.stream()
                        .map(route -> route.operation().path().regex())
                        .collect(Collectors.joining("|", "(", ")(\\?.*)?"));
        return map("name", ":path", "string_match", map("safe_regex", map("regex", any)));
    }

    /** Matches a path without its query. */
    static Map<String, Object> path(PathTemplate path) {
        return path.isExact()
                ? map("exact", path.text())
                : map("safe_regex", map("regex", path.regex()));
    }

    /** An RBAC permission for these methods on the paths that the matcher accepts. */
    static Map<String, Object> permission(List<String> methods, Object path) {
        Object method = map("header", method(methods));
        Object where = map("url_path", map("path", path));
        return map("and_rules", map("rules", List.of(method, where)));
    }

    private static Map<String, Object> methodText(List<String> methods) {
        return methods.size() == 1
                ? map("exact", methods.getFirst())
                : map("safe_regex", map("regex", String.join("|", methods)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.PathTemplate;
import io.gatehouse.gate.table.Route;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How Envoy says which requests are meant. */
final class Requests {
    private Requests() {}

    /** What rbac calls a request that has one of these headers, be it empty. */
    static List<Object> having(List<String> headers) {
        return headers.stream()
                .<Object>map(name -> map("header", map("name", name, "present_match", true)))
                .toList();
    }

    /** A matcher of the method, of which there is one or more. */
    static Map<String, Object> method(List<String> methods) {
        return map("name", ":method", "string_match", methodText(methods));
    }

    /** A matcher of the path with its query. */
    static Map<String, Object> paths(List<Route> routes) {
        String any =
                routes.stream()
                        .map(route -> route.operation().path().regex())
                        .collect(Collectors.joining("|", "(", ")(\\?.*)?"));
        return map("name", ":path", "string_match", map("safe_regex", map("regex", any)));
    }

    /** A matcher of the path without its query. */
    static Map<String, Object> path(PathTemplate path) {
        return path.isExact()
                ? map("exact", path.text())
                : map("safe_regex", map("regex", path.regex()));
    }

    /** What rbac permits: these methods of the paths that a matcher fits. */
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.util.List;
import java.util.Map;

/** Generates the policy file of authz from the routes. */
public final class AuthzPolicy {
    private AuthzPolicy() {}

    /** The policy as YAML. */
    public static String text(Routes routes) {
        return YamlText.of(List.of(document(routes)));
    }

    static Map<String, Object> document(Routes routes) {
        return map(
                "roles",
                routes.roles(),
                "rules",
                routes.all().stream().map(AuthzPolicy::rule).toList());
    }

    private static Map<String, Object> rule(Route route) {
        Map<String, Object> rule =
                map(
                        "name", route.name(),
                        "methods", route.operation().methods(),
                        "path", route.operation().path().text(),
                        "access", route.guard().access().text());
        if (!route.guard().roles().isEmpty()) {
            rule.put("roles", route.guard().roles());
        }
        if (route.guard().sensitive()) {
            rule.put("sensitive", true);
        }
        if (route.guard().delegated()) {
            rule.put("delegated", true);
        }
        if (route.guard().keyed()) {
            rule.put("keyed", true);
        }
        return rule;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A rule of the policy file: one route, and who may use it.
 *
 * @param roles of which the caller needs one; empty unless access is {@link Access#ROLES}
 * @param sensitive whether the route is refused while the deny list is stale
 * @param delegated whether a token may pass with which a service acts for its person
 * @param keyed whether an API key may be the credential
 */
public record Rule(
        String name,
        Set<String> methods,
        String path,
        Access access,
        Set<String> roles,
        boolean sensitive,
        boolean delegated,
        boolean keyed) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PATH =
            Pattern.compile("(/([a-z0-9._-]+|\\{(id|kid|client|key|file|code)}))+");

    /** GET implies HEAD, which no rule lists. */
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    public Rule {
        require(name != null && NAME.matcher(name).matches(), "name", name);
        require(path != null && PATH.matcher(path).matches(), "path of " + name, path);
        require(RequestPath.isClean(path.replaceAll("[{}]", "")), "path of " + name, path);
        methods = sorted(methods, "methods of " + name);
        require(!methods.isEmpty() && METHODS.containsAll(methods), "methods of " + name, methods);
        require(access != null, "access of " + name, access);
        roles = sorted(roles, "roles of " + name);
        require(access == Access.ROLES ^ roles.isEmpty(), "roles of " + name, roles);
        require(!sensitive || access != Access.PUBLIC, "sensitive of " + name, "true");
        require(!delegated || access != Access.PUBLIC, "delegated of " + name, "true");
        require(!keyed || access != Access.PUBLIC, "keyed of " + name, "true");
    }

    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    private static Set<String> sorted(Set<String> values, String what) {
        return Collections.unmodifiableSet(new TreeSet<>(requireNonNull(values, what)));
    }

    private static void require(boolean condition, String what, Object value) {
        if (!condition) {
            throw new IllegalArgumentException("route policy: bad " + what + ": " + value);
        }
    }
}

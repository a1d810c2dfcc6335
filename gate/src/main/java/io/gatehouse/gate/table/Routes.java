// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table of routes: {@code gate/routes.yaml}.
 *
 * @param roles the roles that idp assigns
 */
public record Routes(List<String> roles, List<Route> all) {
    /**
     * Refuses a table in which a request could match two routes, or a name or role is wrong.
     *
     * @throws IllegalArgumentException naming the route and what is wrong with it
     */
    public Routes {
        roles = List.copyOf(roles);
        all = List.copyOf(all);
        Set<String> names = new HashSet<>();
        for (Route route : all) {
            require(names.add(route.name()), route, "the name is taken");
            require(roles.containsAll(route.guard().roles()), route, "a role that there is not");
            for (Route other : all) {
                require(
                        route.equals(other) || !route.collidesWith(other),
                        route,
                        "some requests would fit " + other.name() + " as well");
                // The gateway of the mesh calls authz only for what no public template admits.
                require(
                        !route.isPublic() || other.isPublic() || !route.covers(other),
                        route,
                        "it is public, and " + other.name() + " below the same path is not");
            }
        }
    }

    /** The table with only the routes to these services. */
    public Routes only(Collection<String> services) {
        return new Routes(
                roles, all.stream().filter(route -> services.contains(route.service())).toList());
    }

    /** The routes of a service. */
    public Stream<Route> of(String service) {
        return all.stream().filter(route -> route.service().equals(service));
    }

    /** The services that have routes, in the order of the table. */
    public List<String> services() {
        return all.stream().map(Route::service).distinct().toList();
    }

    /** The routes that name a limit. */
    public Stream<Route> limitedBy(String limit) {
        return all.stream()
                .filter(route -> route.guard().limit().filter(limit::equals).isPresent());
    }

    private static void require(boolean condition, Route route, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("route %s: %s".formatted(route.name(), otherwise));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import static io.gatehouse.gate.edit.RefusedException.require;

import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import io.gatehouse.gate.table.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of a work tree, with the edits that add and remove services. */
final class Tables {
    /** Services that the gate does not work without. */
    private static final Set<String> NEEDED = Set.of("idp", "authz");

    /** The default ports of the gate on a laptop. */
    private static final Set<Integer> GATE_PORTS = Set.of(8080, 8443);

    private static final String ROUTES = "gate/routes.yaml";

    private final Path root;
    private final Routes routes;
    private final Services services;

    /**
     * Reads the tables.
     *
     * @throws IllegalArgumentException naming the file, the place and what is wrong
     */
    Tables(Path root) {
        this.root = root;
        routes = TableFile.routes(root.resolve(ROUTES));
        services = Services.read(root.resolve("services"));
    }

    Routes routes() {
        return routes;
    }

    Services services() {
        return services;
    }

    /** Adds a service and returns the changed files. */
    List<Changed> add(NewService service, List<String> typedRoutes) throws IOException {
        RoutesEdit edit = edit();
        String name = service.name();
        require(
                !has(name) && !edit.has(name),
                "there is a service %s already; ./gatehouse service list shows all"
                        .formatted(name));
        requireFree(service.port());
        List<NewRoute> added =
                typedRoutes.stream().map(it -> NewRoute.parse(it, routes.roles())).toList();
        added.forEach(this::requireFree);
        Set<String> taken = routes.all().stream().map(Route::name).collect(Collectors.toSet());
        List<Map<String, Object>> rows = new ArrayList<>();
        added.forEach(route -> rows.add(route.row(taken)));
        TreeChange change = new TreeChange(root);
        change.put(file(name), service.text());
        change.put(ROUTES, edit.with(name, rows));
        return change.make();
    }

    /** Removes services and returns the changed files. */
    List<Changed> remove(Set<String> names) throws IOException {
        RoutesEdit edit = edit();
        for (String name : names) {
            require(!NEEDED.contains(name), "the gate does not work without " + name);
            require(
                    has(name) || edit.has(name),
                    "there is no service %s; ./gatehouse service list shows all".formatted(name));
        }
        names.forEach(name -> requireNotCalling(name, names));
        TreeChange change = new TreeChange(root);
        for (String name : names) {
            if (edit.has(name)) {
                edit = new RoutesEdit(edit.without(name));
            }
            change.remove(file(name));
        }
        change.put(ROUTES, edit.text());
        return change.make();
    }

    private boolean has(String name) {
        return services.all().stream().anyMatch(service -> service.name().equals(name));
    }

    private void requireNotCalling(String name, Set<String> removed) {
        String others =
                services.all().stream()
                        .filter(it -> !removed.contains(it.name()) && it.isCalledBy(name))
                        .map(Service::name)
                        .collect(Collectors.joining(", "));
        require(
                others.isEmpty(),
                "%s is a caller of %s; take it out of the callers there, or remove them together"
                        .formatted(name, others));
    }

    private void requireFree(int port) {
        require(
                !GATE_PORTS.contains(port),
                "port %d is the gate's own on this machine".formatted(port));
        for (Service other : services.all()) {
            require(
                    !(other.program() instanceof Foreign foreign && foreign.port() == port),
                    "port %d is the one of %s".formatted(port, other.name()));
        }
    }

    /** A path belongs to one service: the Allow header of a 405 must not mix two. */
    private void requireFree(NewRoute route) {
        for (Route other : routes.all()) {
            require(
                    !route.operation().path().overlaps(other.operation().path()),
                    "path %s is the one of route %s of %s"
                            .formatted(route.operation().path(), other.name(), other.service()));
        }
    }

    private RoutesEdit edit() throws IOException {
        return new RoutesEdit(Files.readString(root.resolve(ROUTES)));
    }

    private static String file(String service) {
        return "services/" + service + ".yaml";
    }
}

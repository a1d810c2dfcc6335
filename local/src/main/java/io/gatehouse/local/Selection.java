// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Routes;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.UsageException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services of one run.
 *
 * @param services all services of the repository
 * @param chosen the services that run, in the order in which they start
 * @param routes the routes that lead to the chosen services
 */
record Selection(Services services, List<Service> chosen, Routes routes) {
    private static final List<String> REQUIRED = List.of("idp", "authz");

    /**
     * Reads {@code services/} and the table of routes.
     *
     * @param only names of the services that run, empty for all
     * @throws UsageException when a file is invalid, a name unknown or a required one missing
     */
    static Selection read(Repository repository, List<String> only) {
        try {
            Routes routes = TableFile.routes(repository.gate("routes.yaml"));
            Services services = Services.read(repository.services()).requireFor(routes);
            requireKnown(only, names(services.all().stream()));
            List<Service> chosen =
                    services.all().stream()
                            .filter(it -> only.isEmpty() || only.contains(it.name()))
                            .toList();
            List<String> names = names(chosen.stream());
            return new Selection(services, chosen, routes.only(names));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    List<String> names() {
        return names(chosen.stream());
    }

    /** The chosen services that are built in this repository. */
    Stream<Service> own() {
        return chosen.stream().filter(service -> service.program() instanceof Own);
    }

    /** The chosen services that are foreign. */
    Stream<Service> foreign() {
        return chosen.stream().filter(service -> service.program() instanceof Foreign);
    }

    /** Refuses a name that is not a chosen service of ours. */
    void requireOwn(String option, String service) {
        List<String> own = names(own());
        if (!own.contains(service)) {
            throw new UsageException(
                    "%s: \"%s\" is none of the services of ours that run: %s"
                            .formatted(option, service, String.join(", ", own)));
        }
    }

    /** Whether one of them charges customers, at the provider. */
    boolean hasPayments() {
        return names().contains("payments");
    }

    Stream<Service> withDatabase() {
        return chosen.stream().filter(Service::hasDatabase);
    }

    private static List<String> names(Stream<Service> services) {
        return services.map(Service::name).toList();
    }

    private static void requireKnown(List<String> only, List<String> known) {
        if (only.isEmpty()) {
            return;
        }
        String unknown =
                only.stream()
                        .filter(name -> !known.contains(name))
                        .map(name -> '"' + name + '"')
                        .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    "--only: there is no service %s; there are %s"
                            .formatted(unknown, String.join(", ", known)));
        }
        if (!only.containsAll(REQUIRED)) {
            throw new UsageException(
                    "--only: idp and authz have to be among them, for the gate asks them about each"
                            + " request");
        }
    }
}

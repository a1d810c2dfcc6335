// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.gate.print.HeaderParts;
import io.gatehouse.gate.print.Sidecar;
import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.postgres.Databases;
import io.gatehouse.local.process.ProcessSpec;
import io.gatehouse.local.service.ForeignProcess;
import io.gatehouse.local.service.ServicePorts;
import io.gatehouse.local.service.ServiceProcess;
import io.gatehouse.local.service.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of one run with their ports: ours, and foreign ones, each with its sidecar. */
final class ServiceGroup {
    private final Repository repository;
    private final Home home;
    private final Selection selection;
    private final Map<String, ServicePorts> ports = new LinkedHashMap<>();
    private final List<ServiceProcess> own = new ArrayList<>();
    private final List<ForeignProcess> foreign = new ArrayList<>();
    private final HttpClient http;

    /**
     * Assigns the ports without starting anything.
     *
     * @param programs the jars of our services by name
     */
    ServiceGroup(
            Repository repository,
            Home home,
            Selection selection,
            Map<String, Path> programs,
            Ports free,
            HttpClient http) {
        this.repository = requireNonNull(repository, "repository");
        this.home = requireNonNull(home, "home");
        this.selection = requireNonNull(selection, "selection");
        this.http = requireNonNull(http, "http");
        for (Service service : selection.chosen()) {
            ServicePorts its = ServicePorts.of(service.program(), free);
            ports.put(service.name(), its);
            switch (service.program()) {
                case Own program ->
                        own.add(
                                new ServiceProcess(
                                        service,
                                        program,
                                        its,
                                        programs.get(service.name()),
                                        home,
                                        http));
                case Foreign program ->
                        foreign.add(
                                new ForeignProcess(
                                        service,
                                        program,
                                        free.free(),
                                        its,
                                        outbound(service, free)));
            }
        }
    }

    private Map<String, Integer> outbound(Service service, Ports free) {
        Map<String, Integer> outbound = new HashMap<>();
        selection
                .services()
                .calledBy(service)
                .forEach(callee -> outbound.put(callee.name(), free.free()));
        return outbound;
    }

    /** The services of ours. */
    List<ServiceProcess> own() {
        return List.copyOf(own);
    }

    /** The ports for mutual TLS, by service name. */
    Map<String, ServicePorts> ports() {
        return Map.copyOf(ports);
    }

    /** The programs of all services, which start together. */
    List<ProcessSpec> programs(Settings settings, Databases databases, UpOptions options)
            throws IOException {
        List<ProcessSpec> specs = new ArrayList<>();
        for (ServiceProcess service : own) {
            if (options.byHand().filter(service.name()::equals).isPresent()) {
                // From other classes than those of the cache.
                service.prepare(settings, false);
                continue;
            }
            Optional<UpOptions.Debug> debug =
                    options.debug().filter(it -> it.service().equals(service.name()));
            specs.add(
                    debug.isPresent()
                            ? service.debuggable(settings, debug.get().port())
                            : service.process(settings, options.useAot()));
        }
        for (ForeignProcess service : foreign) {
            specs.add(service.process(repository.root(), home, http, databases));
        }
        return specs;
    }

    /** The sidecars of the foreign services. */
    List<ProcessSpec> proxies(Path envoy) throws IOException {
        List<ProcessSpec> proxies = new ArrayList<>();
        for (ForeignProcess service : foreign) {
            Map<String, String> values = new HashMap<>(service.values());
            values.put("secrets", home.tls().toString());
            service.outbound()
                    .keySet()
                    .forEach(callee -> values.put(callee + ".port", portOf(callee)));
            String configuration =
                    new Sidecar(
                                    service.service(),
                                    selection.services(),
                                    selection.routes(),
                                    TableFile.problems(repository.gate("problems.yaml")),
                                    HeaderParts.read(repository.gate("headers.yaml")))
                            .configuration(repository.local("sidecar.yaml"), values);
            OwnerOnly.write(home.proxyConfiguration(service.name()), configuration);
            proxies.add(service.proxy(envoy, home, http));
        }
        return proxies;
    }

    /** The port of a service; if it does not run, a port on which nothing listens. */
    private String portOf(String service) {
        ServicePorts its = ports.get(service);
        return its == null ? "1" : Integer.toString(its.app());
    }
}

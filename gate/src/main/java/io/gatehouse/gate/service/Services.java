// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import io.gatehouse.gate.table.Routes;
import io.gatehouse.gate.table.TableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All services behind the gate.
 *
 * @param all ours in the order of their dependencies, then the others by name
 */
public record Services(List<Service> all) {
    private static final String FILE_END = ".yaml";
    private static final List<String> FIRST =
            List.of("idp", "authz", "products", "orders", "payments");

    /**
     * Refuses references to a service that does not exist or has not listed the caller.
     *
     * @throws IllegalArgumentException naming the file and what is wrong in it
     */
    public Services {
        all = List.copyOf(all);
        Set<String> names = all.stream().map(Service::name).collect(Collectors.toSet());
        Set<String> modules = new HashSet<>();
        for (Service service : all) {
            service.callingServices()
                    .forEach(caller ->
                            require(
                                    names.contains(caller),
                                    service,
                                    "callers: there is no service " + caller));
            if (service.program() instanceof Own own) {
                require(modules.add(own.module()), service, "module: it is another service's");
                requireCallees(service, own, all);
            }
        }
    }

    /**
     * Reads each {@code NAME.yaml} of a folder.
     *
     * @throws IllegalArgumentException naming the file, the place and what is wrong
     */
    public static Services read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new Services(
                    files.filter(file -> file.getFileName().toString().endsWith(FILE_END))
                            .map(Services::service)
                            .sorted(
                                    Comparator.comparingInt(Services::rank)
                                            .thenComparing(Service::name))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns these services if each route leads to one of them.
     *
     * @throws IllegalArgumentException naming the file that is missing
     */
    public Services requireFor(Routes routes) {
        for (String service : routes.services()) {
            if (all.stream().noneMatch(it -> it.name().equals(service))) {
                throw new IllegalArgumentException(
                        "gate/routes.yaml: services: there is no services/%s.yaml"
                                .formatted(service));
            }
        }
        return this;
    }

    /** The services that this one may call directly. */
    public Stream<Service> calledBy(Service caller) {
        return all.stream().filter(service -> service.isCalledBy(caller.name()));
    }

    private static Service service(Path file) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - FILE_END.length());
        return TableFile.read(file, ServiceText.class, text -> text.toService(stem));
    }

    private static int rank(Service service) {
        int index = FIRST.indexOf(service.name());
        return index < 0 ? FIRST.size() : index;
    }

    private static void requireCallees(Service service, Own own, List<Service> all) {
        own.settings()
                .forEach((key, setting) -> {
                    if (setting instanceof Setting.Url(String callee)) {
                        require(
                                all.stream()
                                        .filter(it -> it.name().equals(callee))
                                        .anyMatch(it -> it.isCalledBy(service.name())),
                                service,
                                "settings: %s: it is no caller of %s".formatted(key, callee));
                    }
                });
    }

    private static void require(boolean condition, Service service, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "services/%s.yaml: %s".formatted(service.name(), otherwise));
        }
    }
}

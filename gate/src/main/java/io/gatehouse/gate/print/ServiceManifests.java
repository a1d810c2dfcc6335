// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.service.Caller;
import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Program;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The Kubernetes manifests of the services: a file for each, in the folder of its component. */
final class ServiceManifests {
    private static final String BASE = "k8s/base";
    private static final String SHOP = "k8s/shop";
    private static final String OTHERS = "k8s/services";
    private static final String ADMIN_PORT = "http-admin";
    private static final String NAME = "app.kubernetes.io/name";

    private final Skeletons skeletons;
    private final Routes routes;
    private final Services services;

    ServiceManifests(Skeletons skeletons, Routes routes, Services services) {
        this.skeletons = skeletons;
        this.routes = routes;
        this.services = services;
    }

    /** The content of each file, by its path relative to the root of the repository. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (Service service : services.all()) {
            String text =
                    skeletons.text(
                            "services/%s.yaml".formatted(service.name()),
                            "service.yaml",
                            parts(service),
                            values(service));
            files.put("%s/%s.yaml".formatted(folder(service), service.name()), text);
        }
        files.put(SHOP + "/kustomization.yaml", kustomization(SHOP, true));
        files.put(OTHERS + "/kustomization.yaml", kustomization(OTHERS, false));
        return files;
    }

    private static String folder(Service service) {
        return switch (service.program()) {
            case Own own -> own.component() == Own.Component.SHOP ? SHOP : BASE;
            case Foreign _ -> OTHERS;
        };
    }

    private String kustomization(String folder, boolean isOwn) {
        List<String> files =
                services.all().stream()
                        .filter(service -> folder(service).equals(folder))
                        .map(service -> service.name() + ".yaml")
                        .toList();
        return skeletons.text(
                "services/",
                "kustomization.yaml",
                Map.of("resources", files, "own", isOwn),
                Map.of());
    }

    private Map<String, Object> parts(Service service) {
        boolean isOwn = service.program() instanceof Own;
        List<Object> sources = sources(service);
        ServiceSettings settings = new ServiceSettings(services);
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("own", isOwn);
        parts.put("grpc", service.program().grpcPort().isPresent());
        parts.put("database", service.hasDatabase());
        parts.put("own-database", service.hasDatabase() && isOwn);
        parts.put("foreign-database", service.hasDatabase() && !isOwn);
        parts.put("environment", settings.environment(service));
        parts.put("mounts", ServiceSettings.mounts(service));
        parts.put("volumes", ServiceSettings.volumes(service));
        parts.put("called", !sources.isEmpty());
        parts.put("sources", sources);
        parts.put("callees", services.calledBy(service).map(ServiceManifests::callee).toList());
        return parts;
    }

    private static Map<String, String> values(Service service) {
        Program program = service.program();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", service.name());
        values.put("image", program.image());
        values.put("port", Integer.toString(program.port()));
        program.grpcPort().ifPresent(port -> values.put("grpc-port", Integer.toString(port)));
        values.put("cpu", program.resources().cpu());
        values.put("memory", program.resources().memory());
        values.put("memory-limit", program.resources().memoryLimit());
        switch (program) {
            case Own own -> {
                values.put("kind", "own");
                values.put("component", own.component().name().toLowerCase(Locale.ROOT));
                values.put("heap", Integer.toString(own.heap().cluster()));
                values.put("module", own.module());
                probes(values, ADMIN_PORT, "/health/started", "/health/ready", "/health/live");
            }
            case Foreign foreign -> {
                values.put("kind", "foreign");
                values.put("component", "service");
                String health = foreign.health();
                probes(values, "http", health, health, health);
            }
        }
        return values;
    }

    private static void probes(
            Map<String, String> values, String port, String started, String ready, String live) {
        values.put("asked", port);
        values.put("started", started);
        values.put("ready", ready);
        values.put("live", live);
    }

    /** The sources that a NetworkPolicy admits: the gateway, if it has requests, and callers. */
    private List<Object> sources(Service service) {
        boolean isRouted =
                routes.of(service.name()).findAny().isPresent()
                        || service.callers().stream().anyMatch(Caller::isGateway);
        Stream<Object> gateway =
                isRouted
                        ? Stream.of(
                                map(
                                        "namespaceSelector",
                                        labels("kubernetes.io/metadata.name", "istio-system"),
                                        "podSelector",
                                        labels("istio", "ingressgateway")))
                        : Stream.of();
        Stream<Object> callers =
                service.callingServices().map(name -> map("podSelector", labels(NAME, name)));
        return Stream.concat(gateway, callers).toList();
    }

    private static Object callee(Service service) {
        return map(
                "to",
                List.of(map("podSelector", labels(NAME, service.name()))),
                "ports",
                List.of(map("port", service.program().port(), "protocol", "TCP")));
    }

    private static Map<String, Object> labels(String key, String value) {
        return map("matchLabels", map(key, value));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import static io.gatehouse.gate.table.TableFile.required;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The YAML structure of {@code services/NAME.yaml}; with {@code module} it is one of ours. */
record ServiceText(
        String module,
        Own.Component component,
        Integer grpcPort,
        HeapText heapMib,
        Map<String, String> settings,
        Map<String, Map<FileSource.Kind, String>> files,
        Integer port,
        List<String> command,
        String image,
        String health,
        boolean database,
        List<CallerText> callers,
        ResourcesText resources) {
    /** A JVM needs some 190 MiB beside its heap: code, threads, the mapped cache. */
    private static final int BESIDE_HEAP = 224;

    private record HeapText(Integer laptop, Integer cluster) {}

    private record ResourcesText(String cpu, String memory, String memoryLimit) {}

    private record CallerText(String from, List<String> methods, List<String> paths) {
        Caller toCaller() {
            return new Caller(
                    required(from, "callers: from"),
                    required(methods, "callers: methods"),
                    required(paths, "callers: paths"));
        }
    }

    Service toService(String name) {
        return new Service(
                name,
                database,
                orEmpty(callers).stream().map(CallerText::toCaller).toList(),
                module == null ? foreign() : own());
    }

    private Own own() {
        refuse(port, "port");
        refuse(command, "command");
        refuse(image, "image");
        refuse(health, "health");
        refuse(required(resources, "resources").memoryLimit(), "resources: memoryLimit");
        required(heapMib, "heapMib");
        Own.Heap heap =
                new Own.Heap(
                        required(heapMib.laptop(), "heapMib: laptop"),
                        required(heapMib.cluster(), "heapMib: cluster"));
        return new Own(
                module,
                required(component, "component"),
                grpcPort == null ? OptionalInt.empty() : OptionalInt.of(grpcPort),
                heap,
                understoodSettings(),
                understoodFiles(),
                understoodResources(heap.cluster() + BESIDE_HEAP + "Mi"));
    }

    private Foreign foreign() {
        refuse(component, "component");
        refuse(grpcPort, "grpcPort");
        refuse(heapMib, "heapMib");
        refuse(settings, "settings");
        refuse(files, "files");
        return new Foreign(
                required(port, "port"),
                required(command, "command"),
                required(image, "image"),
                required(health, "health"),
                understoodResources(
                        required(
                                required(resources, "resources").memoryLimit(),
                                "resources: memoryLimit")));
    }

    private Resources understoodResources(String memoryLimit) {
        return new Resources(
                required(resources.cpu(), "resources: cpu"),
                required(resources.memory(), "resources: memory"),
                memoryLimit);
    }

    private Map<String, Setting> understoodSettings() {
        Map<String, Setting> understood = new LinkedHashMap<>();
        required(settings, "settings")
                .forEach((key, value) -> {
                    if (!key.matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*")) {
                        throw new IllegalArgumentException(
                                "settings: \"%s\" is no key".formatted(key));
                    }
                    try {
                        understood.put(key, Setting.of(required(value, "its value")));
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                "settings: %s: %s".formatted(key, e.getMessage()), e);
                    }
                });
        return understood;
    }

    private Map<String, FileSource> understoodFiles() {
        Map<String, FileSource> understood = new LinkedHashMap<>();
        if (files != null) {
            files.forEach((file, source) -> {
                if (!file.matches("[a-z0-9][a-z0-9._-]*") || source == null || source.size() != 1) {
                    throw new IllegalArgumentException(
                            "files: %s: it is no file of one secret or one configMap"
                                    .formatted(file));
                }
                source.forEach((kind, name) ->
                        understood.put(file, new FileSource(kind, required(name, "its name"))));
            });
        }
        return understood;
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private void refuse(Object value, String name) {
        if (value != null) {
            throw new IllegalArgumentException(
                    "%s: not for a service %s"
                            .formatted(name, module == null ? "without module" : "with module"));
        }
    }
}

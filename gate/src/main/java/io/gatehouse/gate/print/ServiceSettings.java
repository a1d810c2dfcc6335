// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.service.FileSource;
import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.service.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The environment variables and mounted files of a service in the cluster. */
final class ServiceSettings {
    /** The port of every Service, whatever the container's port is. */
    private static final int PORT = 8080;

    private static final String FILES = "/run/gatehouse/";

    /** Readable by owner and group; the group is fsGroup. */
    private static final int MODE = 0440;

    private final Services services;

    ServiceSettings(Services services) {
        this.services = services;
    }

    /** An own service gets its settings, a foreign one {@code PORT} and the URLs it may call. */
    List<Object> environment(Service service) {
        List<Object> all = new ArrayList<>();
        switch (service.program()) {
            case Own own ->
                    own.settings().forEach((key, setting) -> all.add(variable(own, key, setting)));
            case Foreign foreign -> {
                all.add(variable("PORT", Integer.toString(foreign.port())));
                services.calledBy(service)
                        .map(Service::name)
                        .forEach(name -> all.add(variable(upper(name) + "_URL", url(name))));
            }
        }
        return all;
    }

    /** The mounts of its files. */
    static List<Object> mounts(Service service) {
        return sources(service)
                .<Object>map(source ->
                        map(
                                "name",
                                source.name(),
                                "mountPath",
                                FILES + source.name(),
                                "readOnly",
                                true))
                .toList();
    }

    /** The volumes of its files. */
    static List<Object> volumes(Service service) {
        return sources(service).<Object>map(ServiceSettings::volume).toList();
    }

    private static Stream<FileSource> sources(Service service) {
        return service.program() instanceof Own own
                ? own.files().values().stream().distinct()
                : Stream.of();
    }

    private static Object volume(FileSource source) {
        return switch (source.kind()) {
            case SECRET ->
                    map(
                            "name",
                            source.name(),
                            "secret",
                            map("secretName", source.name(), "defaultMode", MODE));
            case CONFIG_MAP -> map("name", source.name(), "configMap", map("name", source.name()));
        };
    }

    private static Object variable(Own own, String key, Setting setting) {
        String name = upper(key);
        return switch (setting) {
            case Setting.Literal(String text) -> variable(name, text);
            case Setting.Url(String service) -> variable(name, url(service));
            case Setting.File(String file) ->
                    variable(name, FILES + own.files().get(file).name() + "/" + file);
            case Setting.Shared(String shared) ->
                    map(
                            "name",
                            name,
                            "valueFrom",
                            map("configMapKeyRef", map("name", "gatehouse", "key", shared)));
        };
    }

    private static Object variable(String name, String value) {
        return map("name", name, "value", value);
    }

    private static String url(String service) {
        return "http://%s:%d".formatted(service, PORT);
    }

    /** Maps a key to a variable as MicroProfile Config does. */
    private static String upper(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}

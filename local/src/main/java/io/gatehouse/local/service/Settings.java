// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Setting;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.postgres.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The configuration of a service in this run, key by key; secrets only as names of files. */
public final class Settings {
    /** Of a service that does not run: nothing listens there. */
    private static final String NOWHERE = "https://127.0.0.1:1";

    private static final String WORKLOADS = "spiffe://gatehouse.local/ns/gatehouse/sa/";

    private final Path certificates;
    private final Databases databases;
    private final boolean faults;
    private final Map<String, String> values;

    /**
     * Takes what is common to all services.
     *
     * @param certificates the folder of the workload certificates
     * @param values what the placeholders of {@code services/} stand for
     */
    public Settings(
            Path certificates, Databases databases, boolean faults, Map<String, String> values) {
        this.certificates = requireNonNull(certificates, "certificates");
        this.databases = requireNonNull(databases, "databases");
        this.faults = faults;
        this.values = Map.copyOf(values);
    }

    Map<String, String> of(Service service, Own own, ServicePorts ports) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        server(settings, ports);
        tls(settings, service.name());
        peers(settings);
        if (service.hasDatabase()) {
            settings.put("gatehouse.database.url", databases.url(service.name()));
            settings.put("gatehouse.database.username", service.name());
            settings.put(
                    "gatehouse.database.password-file",
                    databases.password(service.name()).toString());
        }
        own.settings().forEach((key, setting) -> settings.put(key, value(setting)));
        ports.grpc()
                .ifPresent(
                        port -> settings.put(service.name() + ".grpc.port", String.valueOf(port)));
        return settings;
    }

    private static void server(Map<String, String> settings, ServicePorts ports) {
        settings.put("server.host", "127.0.0.1");
        settings.put("server.port", Integer.toString(ports.app()));
        settings.put("server.sockets.0.name", "admin");
        settings.put("server.sockets.0.host", "127.0.0.1");
        settings.put("server.sockets.0.port", Integer.toString(ports.admin()));
    }

    private void tls(Map<String, String> settings, String service) {
        settings.put("gatehouse.tls.key", certificates.resolve(service + ".key").toString());
        settings.put(
                "gatehouse.tls.certificate", certificates.resolve(service + ".crt").toString());
        settings.put("gatehouse.tls.trust", certificates.resolve("ca.crt").toString());
    }

    private void peers(Map<String, String> settings) {
        settings.put("gatehouse.peer.identity", "tls");
        settings.put("gatehouse.peer.gateway", WORKLOADS + "gateway");
        settings.put("gatehouse.peer.workloads", WORKLOADS);
        settings.put("gatehouse.faults.enabled", Boolean.toString(faults));
    }

    private String value(Setting setting) {
        return switch (setting) {
            case Setting.Literal(String text) -> text;
            case Setting.Url(String service) -> values.getOrDefault("url." + service, NOWHERE);
            case Setting.File(String file) -> value("file." + file);
            case Setting.Shared(String key) -> value(key);
        };
    }

    private String value(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() ->
                        new LocalException(
                                "A service asks for ${%s}, which has no value".formatted(name)));
    }
}

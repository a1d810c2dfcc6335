// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import io.gatehouse.gate.print.WorkloadTls;
import io.gatehouse.gate.service.Setting;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.postgres.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of our services in this run, by key; secrets are only names of files.
 *
 * @param certificates the folder of the workload certificates
 * @param crashes one in so many commits and calls ends its service; 0 for none
 * @param values values of the placeholders in {@code services/}
 */
public record Settings(
        Path certificates,
        Databases databases,
        boolean faults,
        int crashes,
        Map<String, String> values) {
    /** The address of what does not run: nothing listens there. */
    static final String NOWHERE = "127.0.0.1:1";

    public Settings {
        requireNonNull(certificates, "certificates");
        requireNonNull(databases, "databases");
        values = Map.copyOf(values);
    }

    /** The same for services that end themselves at one in so many commits and calls. */
    public Settings crashing(int oneIn) {
        return new Settings(certificates, databases, faults, oneIn, values);
    }

    Map<String, String> of(ServiceProcess process) throws IOException {
        String name = process.name();
        Map<String, String> settings = new LinkedHashMap<>();
        server(settings, process.ports());
        tls(settings, name);
        peers(settings);
        if (process.service().hasDatabase()) {
            settings.put("gatehouse.database.url", databases.url(name));
            settings.put("gatehouse.database.username", name);
            settings.put("gatehouse.database.password-file", databases.password(name).toString());
        }
        process.own().settings().forEach((key, setting) -> settings.put(key, value(setting)));
        process.ports()
                .grpc()
                .ifPresent(port -> settings.put(name + ".grpc.port", String.valueOf(port)));
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
        settings.put("gatehouse.peer.gateway", WorkloadTls.WORKLOADS + "gateway");
        settings.put("gatehouse.peer.workloads", WorkloadTls.WORKLOADS);
        settings.put("gatehouse.faults.enabled", Boolean.toString(faults));
        if (crashes > 0) {
            settings.put("gatehouse.crash.one-in", Integer.toString(crashes));
        }
    }

    private String value(Setting setting) {
        return switch (setting) {
            case Setting.Literal(String text) -> text;
            case Setting.Url(String service) ->
                    values.getOrDefault("url." + service, "https://" + NOWHERE);
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

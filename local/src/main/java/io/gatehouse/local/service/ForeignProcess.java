// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Service;
import io.gatehouse.local.envoy.EnvoyServer;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.postgres.Databases;
import io.gatehouse.local.process.Probe;
import io.gatehouse.local.process.ProcessSpec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The processes of a foreign service: its program, which speaks plain HTTP, and its sidecar.
 *
 * @param plainPort port of the program
 * @param ports ports of the sidecar
 * @param outbound ports on which the sidecar accepts the program's own calls, by the service called
 */
public record ForeignProcess(
        Service service,
        Foreign program,
        int plainPort,
        ServicePorts ports,
        Map<String, Integer> outbound) {
    public ForeignProcess {
        requireNonNull(service, "service");
        requireNonNull(program, "program");
        requireNonNull(ports, "ports");
        outbound = Map.copyOf(outbound);
    }

    public String name() {
        return service.name();
    }

    /** The process name of the sidecar. */
    public String proxyName() {
        return name() + "-proxy";
    }

    /** The specification of the program, with its working directory. */
    public ProcessSpec process(Path folder, Home home, HttpClient http, Databases databases)
            throws IOException {
        Probe probe = Probe.http(http, plainPort, program.health());
        Map<String, Integer> its = Map.of("port", plainPort);
        return new ProcessSpec(name(), program.command(), home.log(name()), probe, its)
                .in(folder, environment(databases));
    }

    /** The specification of the sidecar, whose configuration must exist. */
    public ProcessSpec proxy(Path envoy, Home home, HttpClient http) {
        return new EnvoyServer(proxyName(), http, ports.byName())
                .process(envoy, home.proxyConfiguration(name()), home.log(proxyName()), 1);
    }

    /** The values of the sidecar's template, except the ports of other services. */
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("inbound.port", Integer.toString(ports.app()));
        values.put("admin.port", Integer.toString(ports.admin()));
        values.put("program.port", Integer.toString(plainPort));
        outbound.forEach((callee, port) ->
                values.put("outbound." + callee + ".port", Integer.toString(port)));
        return values;
    }

    private Map<String, String> environment(Databases databases) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PORT", Integer.toString(plainPort));
        if (service.hasDatabase()) {
            environment.put("DATABASE_URL", databases.libpqUrl(name()));
            environment.put("DATABASE_PASSWORD_FILE", databases.password(name()).toString());
        }
        outbound.forEach((callee, port) ->
                environment.put(
                        callee.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL",
                        "http://127.0.0.1:" + port));
        return environment;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.process.HttpProbe;
import io.gatehouse.local.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One service of the shop on its ports. */
public final class ServiceProcess {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ServiceDefinition definition;
    private final ServicePorts ports;
    private final ServiceProgram program;
    private final Home home;
    private final HttpClient http;

    public ServiceProcess(
            ServiceDefinition definition,
            ServicePorts ports,
            Path jar,
            Home home,
            HttpClient http) {
        this.definition = requireNonNull(definition, "definition");
        this.ports = requireNonNull(ports, "ports");
        this.program = new ServiceProgram(jar, definition.heapMib());
        this.home = requireNonNull(home, "home");
        this.http = requireNonNull(http, "http");
    }

    public String name() {
        return definition.name();
    }

    public ServicePorts ports() {
        return ports;
    }

    /** Whether it can serve, with its database and all. */
    public boolean isReady() {
        return health("/health/ready").isHealthy();
    }

    /** The process, with its settings in a file that only the owner can read. */
    public ProcessSpec process(Settings settings, boolean useAot) throws IOException {
        AotCache cache = aotCache();
        List<String> aot =
                useAot && cache.isValid() ? List.of("-XX:AOTCache=" + cache.file()) : List.of();
        return spec(name(), aot, settings.of(definition, ports));
    }

    AotCache aotCache() {
        return new AotCache(home.aot(), name(), program);
    }

    ProcessSpec spec(String process, List<String> flags, Map<String, String> settings)
            throws IOException {
        Path arguments = home.run().resolve(process + ".args");
        OwnerOnly.write(arguments, ArgFile.of(program.arguments(flags, settings)));
        return new ProcessSpec(
                process,
                List.of(ServiceProgram.java(), "@" + arguments),
                home.log(process),
                health("/health/live"),
                health("/health/ready"),
                ProcessHandle::destroy);
    }

    private HttpProbe health(String path) {
        return new HttpProbe(http, URI.create("http://127.0.0.1:" + ports.admin() + path), TIMEOUT);
    }

    ServiceProcess on(ServicePorts other) {
        return new ServiceProcess(definition, other, program.jar(), home, http);
    }

    ServiceDefinition definition() {
        return definition;
    }
}

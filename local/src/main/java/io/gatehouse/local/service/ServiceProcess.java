// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Service;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.process.HttpProbe;
import io.gatehouse.local.process.Probe;
import io.gatehouse.local.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One service that is built from this repository, on its ports. */
public final class ServiceProcess {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Service service;
    private final Own own;
    private final ServicePorts ports;
    private final ServiceProgram program;
    private final Home home;
    private final HttpClient http;

    public ServiceProcess(
            Service service, Own own, ServicePorts ports, Path jar, Home home, HttpClient http) {
        this.service = requireNonNull(service, "service");
        this.own = requireNonNull(own, "own");
        this.ports = requireNonNull(ports, "ports");
        this.program = new ServiceProgram(jar, own.heap().laptop());
        this.home = requireNonNull(home, "home");
        this.http = requireNonNull(http, "http");
    }

    public String name() {
        return service.name();
    }

    public ServicePorts ports() {
        return ports;
    }

    /** The process, with its settings in a file that only the owner can read. */
    public ProcessSpec process(Settings settings, boolean useAot) throws IOException {
        AotCache cache = aotCache();
        List<String> aot =
                useAot && cache.isValid() ? List.of("-XX:AOTCache=" + cache.file()) : List.of();
        return spec(name(), aot, settingsOf(settings));
    }

    /**
     * The process, to which a debugger can attach. It has no AOT cache, which does not go with one;
     * and it is never lost: one that stands at a breakpoint does not answer.
     */
    public ProcessSpec debuggable(Settings settings, int port) throws IOException {
        String agent =
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
                        + port;
        return spec(name(), List.of(agent), settingsOf(settings), () -> true);
    }

    /** Writes the options with which somebody else starts it, from classes of his own. */
    public void prepare(Settings settings) throws IOException {
        OwnerOnly.write(
                home.run().resolve(name() + ".vm"),
                ArgFile.of(program.options(List.of(), settingsOf(settings))));
    }

    AotCache aotCache() {
        return new AotCache(home.aot(), name(), program);
    }

    ProcessSpec spec(String process, List<String> flags, Map<String, String> settings)
            throws IOException {
        return spec(process, flags, settings, health("/health/live"));
    }

    private ProcessSpec spec(
            String process, List<String> flags, Map<String, String> settings, Probe liveness)
            throws IOException {
        Path arguments = home.run().resolve(process + ".args");
        OwnerOnly.write(arguments, ArgFile.of(program.arguments(flags, settings)));
        return new ProcessSpec(
                process,
                List.of(ServiceProgram.java(), "@" + arguments),
                home.log(process),
                liveness,
                health("/health/ready"),
                ProcessHandle::destroy);
    }

    private HttpProbe health(String path) {
        return new HttpProbe(http, URI.create("http://127.0.0.1:" + ports.admin() + path), TIMEOUT);
    }

    Map<String, String> settingsOf(Settings settings) throws IOException {
        return settings.of(service, own, ports);
    }

    /** The same service on other ports. */
    ServiceProcess twin(Ports free) {
        ServicePorts other = ServicePorts.of(own, free);
        return new ServiceProcess(service, own, other, program.jar(), home, http);
    }
}

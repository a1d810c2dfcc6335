// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import io.gatehouse.common.aot.Trainer;
import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Service;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.process.Probe;
import io.gatehouse.local.process.ProcessSpec;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The process of a service that is built in this repository.
 *
 * @param jar the copied jar that it runs from
 */
public record ServiceProcess(
        Service service, Own own, ServicePorts ports, Path jar, Home home, HttpClient http) {
    /** JVM flags with and without the AOT cache, which fits only the flags it was made with. */
    static final List<String> FLAGS =
            List.of(
                    // Small and quick to start; these heaps are too small for more GC threads.
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    // Returns the compiler's scratch memory to the system: some 30 MiB per service.
                    "-XX:TrimNativeHeapInterval=5000",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    public String name() {
        return service.name();
    }

    /**
     * The specification of the process, with its settings in a file that only the owner can read.
     */
    public ProcessSpec process(Settings settings, boolean useAot) throws IOException {
        return spec(command(name(), aot(useAot), settings.of(this)), health("/health/live"));
    }

    /**
     * The specification of a process to which a debugger can attach. It has no AOT cache, which
     * does not work with a debugger, and no liveness probe, which fails at a breakpoint.
     */
    public ProcessSpec debuggable(Settings settings, int port) throws IOException {
        String agent =
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
                        + port;
        return spec(command(name(), List.of(agent), settings.of(this)), () -> true);
    }

    /** Writes the JVM options with which the launcher, or a user by hand, starts it next. */
    public void prepare(Settings settings, boolean useAot) throws IOException {
        command(name(), aot(useAot), settings.of(this));
    }

    /** The process that makes the AOT cache, at the lowest priority, without database and peers. */
    ProcessSpec training(Settings settings, Path cache) throws IOException {
        Map<String, String> away = new LinkedHashMap<>(settings.of(this));
        away.replaceAll(
                (key, value) -> key.endsWith("-url") ? "https://" + Settings.NOWHERE : value);
        away.computeIfPresent(
                "gatehouse.database.url",
                (_, _) -> "jdbc:postgresql://" + Settings.NOWHERE + '/' + name());
        String name = Training.PREFIX + name();
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", java(), "-Xmx32m"));
        command.addAll(List.of("-cp", trainer().toString(), Trainer.class.getName()));
        command.addAll(List.of(cache.toString(), "--"));
        command.addAll(command(name, List.of(), away));
        return new ProcessSpec(name, command, home.log(name), () -> true, Map.of())
                .endedBy(Training::abandon);
    }

    private List<String> aot(boolean useAot) throws IOException {
        AotCache cache = aotCache();
        return useAot && cache.isValid() ? List.of("-XX:AOTCache=" + cache.file()) : List.of();
    }

    AotCache aotCache() {
        return new AotCache(home.aot(), name(), jar);
    }

    private ProcessSpec spec(List<String> command, Probe liveness) {
        return new ProcessSpec(name(), command, home.log(name()), liveness, ports.byName())
                .readyWhen(health("/health/ready"));
    }

    private List<String> command(String process, List<String> more, Map<String, String> settings)
            throws IOException {
        List<String> options = new ArrayList<>(FLAGS);
        // Without -Xms the JVM would commit the whole heap at once on a large machine.
        options.add("-Xms32m");
        options.add("-Xmx" + own.heap().laptop() + "m");
        options.addAll(more);
        settings.forEach((key, value) -> options.add("-D" + key + '=' + value));
        Path file = home.vm(process);
        OwnerOnly.write(file, quoted(options));
        return List.of(java(), "@" + file, "-jar", jar.toString());
    }

    /** The content of an argument file for {@code java @file}. */
    static String quoted(List<String> options) {
        return options.stream()
                .map(ServiceProcess::quoted)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Quotes one option: within double quotes, only backslash, quote and line ends are special. */
    private static String quoted(String option) {
        return '"'
                + option.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    /** The program that runs Java programs: that of this one. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path trainer() {
        try {
            return Path.of(
                    Trainer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A place on this machine is a path", e);
        }
    }

    private Probe health(String path) {
        return Probe.http(http, ports.admin(), path);
    }
}

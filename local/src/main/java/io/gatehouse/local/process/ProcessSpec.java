// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The specification of a process: its command, log and probes, and how it is asked to end.
 *
 * @param probe healthy while the process is alive and works
 * @param readiness healthy while the process and everything it depends on work
 * @param goodbye asks the process to end, without waiting
 * @param ports ports by name, such as {@code adminPort}
 * @param folder the working directory
 * @param environment variables in addition to the neutral ones, such as PATH
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Path log,
        Probe probe,
        Probe readiness,
        Consumer<ProcessHandle> goodbye,
        Map<String, Integer> ports,
        Path folder,
        Map<String, String> environment) {
    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A process that is ready while it is healthy, and ends on SIGTERM. */
    public ProcessSpec(
            String name, List<String> command, Path log, Probe probe, Map<String, Integer> ports) {
        this(
                name,
                command,
                log,
                probe,
                probe,
                ProcessHandle::destroy,
                ports,
                Path.of("").toAbsolutePath(),
                Map.of());
    }

    public ProcessSpec readyWhen(Probe other) {
        return new ProcessSpec(
                name, command, log, probe, other, goodbye, ports, folder, environment);
    }

    public ProcessSpec endedBy(Consumer<ProcessHandle> other) {
        return new ProcessSpec(
                name, command, log, probe, readiness, other, ports, folder, environment);
    }

    public ProcessSpec in(Path otherFolder, Map<String, String> otherEnvironment) {
        return new ProcessSpec(
                name,
                command,
                log,
                probe,
                readiness,
                goodbye,
                ports,
                otherFolder,
                otherEnvironment);
    }
}

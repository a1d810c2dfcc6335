// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One process of the system: how it is started, where it writes, how one sees that it works and how
 * it is asked to end.
 *
 * @param probe healthy while the process is alive and works
 * @param readiness healthy while it can do its work, with all that it needs for that
 * @param goodbye asks it to end, without waiting
 * @param context what it finds when it starts
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Path log,
        Probe probe,
        Probe readiness,
        Consumer<ProcessHandle> goodbye,
        Context context) {
    private static final Context OURS = new Context(Path.of("").toAbsolutePath(), Map.of());

    /**
     * What a process finds when it starts.
     *
     * @param environment beside what is neutral
     */
    public record Context(Path folder, Map<String, String> environment) {
        public Context {
            requireNonNull(folder, "folder");
            environment = Map.copyOf(environment);
        }
    }

    public ProcessSpec {
        requireNonNull(name, "name");
        requireNonNull(log, "log");
        requireNonNull(probe, "probe");
        requireNonNull(readiness, "readiness");
        requireNonNull(goodbye, "goodbye");
        requireNonNull(context, "context");
        command = List.copyOf(command);
    }

    /** A process that needs nothing to find. */
    public ProcessSpec(
            String name,
            List<String> command,
            Path log,
            Probe probe,
            Probe readiness,
            Consumer<ProcessHandle> goodbye) {
        this(name, command, log, probe, readiness, goodbye, OURS);
    }

    /** A process that is ready while it is healthy. */
    public ProcessSpec(
            String name,
            List<String> command,
            Path log,
            Probe probe,
            Consumer<ProcessHandle> goodbye) {
        this(name, command, log, probe, probe, goodbye);
    }

    /** The same process in another context. */
    public ProcessSpec in(Context other) {
        return new ProcessSpec(name, command, log, probe, readiness, goodbye, other);
    }
}

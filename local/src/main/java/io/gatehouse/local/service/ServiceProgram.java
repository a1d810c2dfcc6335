// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the jar of a service is run. The flags are the same with and without the AOT cache, which
 * fits only the flags it was made with.
 */
record ServiceProgram(Path jar, int heapMib) {
    static final List<String> FLAGS =
            List.of(
                    // Small and quick to start; the heaps here are too small for more threads.
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    // The compiler's scratch memory goes back to the system: some 30 MiB a service.
                    "-XX:TrimNativeHeapInterval=5000",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    /** The arguments of java. */
    List<String> arguments(List<String> more, Map<String, String> settings) {
        List<String> arguments = options(more, settings);
        arguments.add("-jar");
        arguments.add(jar.toString());
        return arguments;
    }

    /** Those of them that do not say what is run. */
    List<String> options(List<String> more, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(FLAGS);
        // Without the first number the whole heap would be taken at once on a large machine.
        arguments.add("-Xms32m");
        arguments.add("-Xmx" + heapMib + "m");
        arguments.addAll(more);
        settings.forEach((key, value) -> arguments.add("-D" + key + '=' + value));
        return arguments;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

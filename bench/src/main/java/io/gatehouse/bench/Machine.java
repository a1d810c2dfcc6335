// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine of a measurement, for the report; the values come from {@code /proc}. */
public record Machine(int cores, String model, String memory, String load, String java) {

    public static Machine thisOne() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                value(Path.of("/proc/cpuinfo"), "model name"),
                installedMemory(),
                first(Path.of("/proc/loadavg")),
                Runtime.version().toString());
    }

    private static String installedMemory() {
        String kib = value(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "");
        return kib.isEmpty()
                ? "unknown"
                : String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(kib) / 1024.0 / 1024.0);
    }

    private static String value(Path file, String key) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String first(Path file) {
        String text = read(file);
        return text.isEmpty() ? "unknown" : text.substring(0, text.indexOf(' '));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A program that is built from this repository; it ends mutual TLS itself.
 *
 * @param module its folder
 * @param settings its configuration keys, in the order of the file
 * @param files the other files it reads, by name
 */
public record Own(
        String module,
        Component component,
        OptionalInt grpcPort,
        Heap heap,
        Map<String, Setting> settings,
        Map<String, FileSource> files,
        Resources resources)
        implements Program {
    private static final int PORT = 8080;
    private static final int ADMIN_PORT = 8081;
    private static final int FIRST_PORT = 1024;
    private static final int LAST_PORT = 65_535;

    /** The part of the system that it belongs to. */
    public enum Component {
        @JsonProperty("identity")
        IDENTITY,
        @JsonProperty("gate")
        GATE,
        @JsonProperty("shop")
        SHOP
    }

    /** The maximum heap in MiB, at least 32. */
    public record Heap(int laptop, int cluster) {
        /** Refuses a heap in which no service starts. */
        public Heap {
            if (laptop < 32 || cluster < 32) {
                throw new IllegalArgumentException("heapMib: less than 32");
            }
        }
    }

    /**
     * Refuses a setting whose file is missing, and a gRPC port that is taken.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Own {
        requireNonNull(module, "module");
        requireNonNull(component, "component");
        if (grpcPort.isPresent() && !isFree(grpcPort.getAsInt())) {
            throw new IllegalArgumentException(
                    "grpcPort %d is not between 1024 and 65535, or taken"
                            .formatted(grpcPort.getAsInt()));
        }
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        for (Map.Entry<String, Setting> setting : settings.entrySet()) {
            if (setting.getValue() instanceof Setting.File(String file)
                    && !files.containsKey(file)) {
                throw new IllegalArgumentException(
                        "settings: %s: files has no %s".formatted(setting.getKey(), file));
            }
        }
    }

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public String image() {
        return "gatehouse/" + module;
    }

    private static boolean isFree(int port) {
        return port >= FIRST_PORT && port <= LAST_PORT && port != PORT && port != ADMIN_PORT;
    }
}

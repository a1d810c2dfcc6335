// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import io.gatehouse.gate.service.Program;
import io.gatehouse.local.home.Ports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The ports of a service: for callers with mutual TLS, for health and metrics, and for gRPC if it
 * has that. Those of a foreign service belong to its sidecar.
 */
public record ServicePorts(int app, int admin, OptionalInt grpc) {
    public static ServicePorts of(Program program, Ports ports) {
        return new ServicePorts(
                ports.free(),
                ports.free(),
                program.grpcPort().isPresent()
                        ? OptionalInt.of(ports.free())
                        : OptionalInt.empty());
    }

    /** The ports by their names in {@code system.json}: port, adminPort and perhaps grpcPort. */
    public Map<String, Integer> byName() {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("port", app);
        named.put("adminPort", admin);
        grpc.ifPresent(port -> named.put("grpcPort", port));
        return named;
    }
}
